using System.Globalization;
using System.Text;

namespace Springform.Errors;

/// <summary>A user's text inside a message: in quotes, on one line, cut, and unable to command the terminal.</summary>
internal static class Quoted
{
    private const int ShownCharacters = 60;

    private const int MessageCharacters = 500;

    /// <summary><c>'text'</c>; control characters as <c>\u001b</c>, beyond 60 characters <c>...</c>.</summary>
    public static string Of(string text) => $"'{Cut(text, ShownCharacters)}'";

    /// <summary>The same for a whole message that a user's names are part of, cut at 500 characters.</summary>
    public static string Clean(string message) => Cut(message, MessageCharacters);

    private static string Cut(string text, int length)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (length-- == 0)
            {
                return shown.Append("...").ToString();
            }

            var hidden =
                Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.Surrogate;
            shown.Append(hidden ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}") : rune.ToString());
        }

        return shown.ToString();
    }
}
