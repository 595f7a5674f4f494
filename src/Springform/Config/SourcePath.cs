namespace Springform.Config;

/// <summary>The path of a value inside springform.yaml as messages spell it: <c>targets.x86_64.env.GOARCH</c>, <c>compile[0].run</c>.</summary>
internal static class SourcePath
{
    /// <summary>A key of a map; names that hold more than letters, digits, _ and - are put in <c>["..."]</c>.</summary>
    public static string Key(string parent, string name)
    {
        var plain = name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');
        return plain
            ? parent.Length == 0
                ? name
                : $"{parent}.{name}"
            : $"{parent}[\"{name}\"]";
    }

    /// <param name="index">counts from 0</param>
    public static string Item(string parent, int index) => $"{parent}[{index}]";
}
