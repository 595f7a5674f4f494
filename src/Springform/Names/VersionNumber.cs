using System.Globalization;

namespace Springform.Names;

/// <summary>Numbers with dots, compared number by number: 2.4 is above 2.3.4 and below 2.31. Missing numbers count as 0.</summary>
internal sealed record VersionNumber : IComparable<VersionNumber>
{
    private const int MaxParts = 6;
    private const int MaxDigits = 9;

    private readonly int[] parts;

    private VersionNumber(int[] parts) => this.parts = parts;

    public int Major => parts[0];

    /// <summary>Null for anything but one to six numbers of at most nine digits, with dots between them.</summary>
    public static VersionNumber? Find(string text)
    {
        var words = text.Split('.');
        return words.Length <= MaxParts && Array.TrueForAll(words, word => word.Length is > 0 and <= MaxDigits && word.All(char.IsAsciiDigit))
            ? new VersionNumber([.. words.Select(word => int.Parse(word, CultureInfo.InvariantCulture))])
            : null;
    }

    /// <summary>Of a text that was checked before; anything else is a bug.</summary>
    public static VersionNumber Of(string text) => Find(text) ?? throw new ArgumentException($"'{text}' is no version", nameof(text));

    public int CompareTo(VersionNumber? other)
    {
        for (var index = 0; other is not null && index < Math.Max(parts.Length, other.parts.Length); index++)
        {
            var order = parts.ElementAtOrDefault(index).CompareTo(other.parts.ElementAtOrDefault(index));
            if (order != 0)
                return order;
        }

        return other is null ? 1 : 0;
    }

    public bool Equals(VersionNumber? other) => other is not null && CompareTo(other) == 0;

    public override int GetHashCode() => parts[0];

    public override string ToString() => string.Join('.', parts);

    public static bool operator <(VersionNumber left, VersionNumber right) => left.CompareTo(right) < 0;

    public static bool operator >(VersionNumber left, VersionNumber right) => left.CompareTo(right) > 0;

    public static bool operator <=(VersionNumber left, VersionNumber right) => left.CompareTo(right) <= 0;

    public static bool operator >=(VersionNumber left, VersionNumber right) => left.CompareTo(right) >= 0;
}
