using NuGet.Versioning;

namespace Springform.Names;

/// <summary>
/// The order of semantic versions (SemVer 2.0.0, 11), wherever tags and releases are compared. NuGet's own takes RC.1 and rc.1 for one, and numbers of more
/// than nine digits for texts. Build metadata says nothing.
/// </summary>
internal sealed class VersionOrder : IComparer<SemanticVersion>
{
    public static readonly VersionOrder Instance = new();

    private VersionOrder() { }

    public int Compare(SemanticVersion? x, SemanticVersion? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        var numbers = (x.Major, x.Minor, x.Patch).CompareTo((y.Major, y.Minor, y.Patch));
        return numbers != 0 ? numbers : Labels([.. x.ReleaseLabels], [.. y.ReleaseLabels]);
    }

    /// <summary>Without any comes last.</summary>
    private static int Labels(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        if (left.Count == 0 || right.Count == 0)
        {
            return (left.Count == 0 ? 1 : 0) - (right.Count == 0 ? 1 : 0);
        }

        var first = left.Zip(right, Label).FirstOrDefault(order => order != 0);
        return first != 0 ? first : left.Count.CompareTo(right.Count);
    }

    /// <summary>Numbers by their value, and before words; words by their bytes.</summary>
    private static int Label(string left, string right) =>
        (left.All(char.IsAsciiDigit), right.All(char.IsAsciiDigit)) switch
        {
            (true, true) => left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right), // they begin with no zero
            (true, false) => -1,
            (false, true) => 1,
            _ => string.CompareOrdinal(left, right),
        };
}
