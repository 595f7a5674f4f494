using System.Globalization;
using System.Text;

namespace Springform.Package.Formulas;

/// <summary>Texts of others in a Ruby program: nothing of them is ever code.</summary>
internal static class RubyText
{
    /// <summary>As a string in double quotes, without interpolation.</summary>
    public static string Of(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\' or '#')
                quoted.Append('\\').Append(rune.ToString());
            else if (IsPlain(rune))
                quoted.Append(rune.ToString());
            else
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>In a comment: what would end the line is left out.</summary>
    public static string OneLine(string text) => string.Concat(text.EnumerateRunes().Where(IsPlain));

    private static bool IsPlain(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
