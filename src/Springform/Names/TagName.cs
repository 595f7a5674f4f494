using System.Buffers;

namespace Springform.Names;

/// <summary>What git takes as the name of a tag. Source: git-check-ref-format(1); <c>git tag</c> also refuses a hyphen at the front.</summary>
internal static class TagName
{
    /// <summary>A reference is a file of that path in git's folder.</summary>
    private const int MaxBytes = 200;

    private static readonly SearchValues<char> Refused = SearchValues.Create(" ~^:?*[");
    private static readonly string[] Pairs = ["..", "@{", "//"];

    /// <summary>Goes on after the name: "contains '..'"; "" for a name without fault.</summary>
    public static string Refusal(string name)
    {
        if (FileName.Refusal(name) is { Length: > 0 } refusal)
            return refusal;
        if (name.AsSpan().IndexOfAny(Refused) is >= 0 and var at)
            return $"contains '{name[at]}'";
        if (Pairs.FirstOrDefault(part => name.Contains(part, StringComparison.Ordinal)) is { } pair)
            return $"contains '{pair}'";
        if (name.StartsWith('-') || name.StartsWith('/'))
            return $"begins with '{name[0]}'";
        if (name.EndsWith('/') || name.EndsWith('.'))
            return $"ends with '{name[^1]}'";
        if (name.Split('/').Any(part => part.StartsWith('.')))
            return "has a part that begins with a dot";
        if (name.Split('/').Any(part => part.EndsWith(".lock", StringComparison.Ordinal)))
            return "has a part that ends with .lock";
        return System.Text.Encoding.UTF8.GetByteCount(name) > MaxBytes ? $"has more than {MaxBytes} bytes" : "";
    }
}
