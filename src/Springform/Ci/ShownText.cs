using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Springform.Ci;

/// <summary>
/// Makes a line safe to show: what containers, archives, file names and servers bring may hold escape sequences that move the cursor, set a title or hide text.
/// Escape sequences go (those for colours stay where colours are shown), other control characters and those that reverse the direction of text are spelled
/// <c>\u001b</c>, which is also JSON's spelling. Source: ECMA-48, and Unicode's UAX #9.
/// </summary>
internal static partial class ShownText
{
    private const string Reset = "\u001b[0m";

    private static readonly SearchValues<char> Unsafe = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(code => (char)code).Where(character => character != '\t'),
        .. Enumerable.Range(0x7F, 0x21).Select(code => (char)code),
        .. "\u061C\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF",
    ]);

    /// <param name="line">a line break in it is spelled too</param>
    /// <param name="colours">sequences that only set colours and weights stay, and are ended at the end of the line</param>
    public static string Of(string line, bool colours)
    {
        if (line.AsSpan().IndexOfAny(Unsafe) < 0)
            return line;

        var shown = new StringBuilder(line.Length);
        var coloured = false;
        var position = 0;
        foreach (Match sequence in Sequence().Matches(line))
        {
            Spell(shown, line.AsSpan(position, sequence.Index - position));
            position = sequence.Index + sequence.Length;
            if (colours && sequence.Groups["colour"].Success)
            {
                shown.Append(sequence.Value);
                coloured = sequence.Value is not (Reset or "\u001b[m");
            }
        }

        Spell(shown, line.AsSpan(position));
        return coloured ? shown.Append(Reset).ToString() : shown.ToString();
    }

    private static void Spell(StringBuilder shown, ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (Unsafe.Contains(character))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                shown.Append(character);
        }
    }

    // Control sequences, strings that are introduced by OSC, DCS, SOS, PM or APC, and escapes of two and more characters; each also as a single C1 control.
    [GeneratedRegex(
        @"(?<colour>\x1b\[[0-9;:]*m)|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
            + @"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)|\x1b[ -/]*[0-Z\\`-~]",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Sequence();
}
