using System.Text;
using Springform.Errors;

namespace Springform.Reporting;

/// <summary>
/// Somebody else's text inside Markdown of ours: it says what it says, and is no link, image, HTML, heading or cell of a table. Source: GitHub Flavored
/// Markdown, "Backslash escapes".
/// </summary>
internal static class MarkdownText
{
    private const string Marks = "\\`*[]#|~";

    /// <summary>On one line, without characters that are not seen.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var character in Quoted.Clean(text))
        {
            if (Marks.Contains(character, StringComparison.Ordinal))
                plain.Append('\\').Append(character);
            else
                plain.Append(
                    character switch
                    {
                        '<' => "&lt;",
                        '>' => "&gt;",
                        '&' => "&amp;",
                        '@' => "@<!-- -->",
                        _ => character.ToString(),
                    }
                );
        }

        return plain.ToString();
    }
}
