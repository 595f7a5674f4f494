using System.Buffers;

namespace Springform.Names;

/// <summary>The one rule for the characters of file names that are taken from or handed to others, whoever reads them: tools, terminals, people.</summary>
internal static class FileName
{
    // ALM, LRM and RLM, embeddings and overrides, isolates: what is shown is not what is there. U+2028 and U+2029 break lines.
    private const string Reversing = "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";
    private const string Breaking = "\u2028\u2029";

    private static readonly SearchValues<char> Refused = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(code => (char)code),
        .. Enumerable.Range(0x7F, 0x21).Select(code => (char)code),
        '\\',
        .. Reversing,
        .. Breaking,
    ]);

    /// <summary>The same of a text that people read, in which a backslash is as good as any other character.</summary>
    public static string Hidden(string text) => Refusal(text.Replace('\\', '/'));

    /// <summary>Goes on after the name: "contains a backslash"; "" for a name without fault. Slashes are none.</summary>
    public static string Refusal(string name) =>
        name.AsSpan().IndexOfAny(Refused) is >= 0 and var at
            ? name[at] switch
            {
                '\\' => "contains a backslash",
                var character when Reversing.Contains(character, StringComparison.Ordinal) => "contains a character that reverses the direction of text",
                _ => "contains a control character",
            }
            : "";
}
