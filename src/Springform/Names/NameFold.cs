using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Springform.Names;

/// <summary>
/// What file systems that take several spellings for one name compare: without case on Windows and macOS, and on macOS with letters and their marks apart
/// (Unicode's canonical decomposition, which .NET does not know without ICU). Equal folds are one name; marks stand in the order of their numbers, which no
/// name is told apart by.
/// </summary>
internal static class NameFold
{
    // Hangul syllables are made of two or three letters by a rule (The Unicode Standard, 3.12).
    private const int FirstSyllable = 0xAC00;
    private const int Syllables = 11172;
    private const int Leading = 0x1100;
    private const int Vowel = 0x1161;
    private const int Trailing = 0x11A7;
    private const int Vowels = 21;
    private const int Trailings = 28;

    private static readonly Lazy<IReadOnlyDictionary<int, IReadOnlyList<int>>> Decompositions = new(Read);

    public static string OfWindows(string path) => path.ToUpperInvariant();

    public static string OfMacOs(string path)
    {
        if (Ascii.IsValid(path))
            return path.ToUpperInvariant();
        var folded = new StringBuilder();
        var marks = new List<int>();
        foreach (var character in path.EnumerateRunes().SelectMany(rune => Parts(rune.Value)))
        {
            if (IsMark(character))
            {
                marks.Add(character);
                continue;
            }

            Flush();
            folded.Append(new Rune(character));
        }

        Flush();
        return folded.ToString().ToUpperInvariant();

        void Flush()
        {
            foreach (var mark in marks.Order())
                folded.Append(new Rune(mark));
            marks.Clear();
        }
    }

    private static bool IsMark(int character) =>
        CharUnicodeInfo.GetUnicodeCategory(character)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    private static IEnumerable<int> Parts(int character)
    {
        var syllable = character - FirstSyllable;
        if (syllable is < 0 or >= Syllables)
            return Decompositions.Value.TryGetValue(character, out var parts) ? parts : [character];
        int[] letters = [Leading + (syllable / (Vowels * Trailings)), Vowel + (syllable / Trailings % Vowels), Trailing + (syllable % Trailings)];
        return letters[2] == Trailing ? letters[..2] : letters;
    }

    private static Dictionary<int, IReadOnlyList<int>> Read()
    {
        using var stream = typeof(NameFold).Assembly.GetManifestResourceStream("Names.decompositions.json")!;
        using var document = JsonDocument.Parse(stream);
        return document
            .RootElement.GetProperty("characters")
            .EnumerateArray()
            .SelectMany(line => line.GetString()!.Split(' '))
            .Select(entry => entry.Split('='))
            .ToDictionary(entry => Number(entry[0]), IReadOnlyList<int> (entry) => [.. entry[1].Split('+').Select(Number)]);

        static int Number(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
