namespace Springform.Plan;

/// <summary>The index of a release for those who fetch its archives while they build.</summary>
/// <param name="FileName">its name in dist/</param>
/// <param name="Archives">what it lists</param>
/// <param name="Require">globs of the files that a fetch must find in an archive; empty: all of them</param>
/// <param name="Mirrors">addresses of folders with the same archives, with / at their end</param>
/// <param name="All">the archive of all platforms; null: there is none</param>
internal sealed record FetchIndexStep(
    string FileName,
    IReadOnlyList<PlannedFetch> Archives,
    IReadOnlyList<string> Require,
    IReadOnlyList<string> Mirrors,
    PlannedBundle? All,
    StepKey Key
) : IStep
{
    public const string Suffix = "-fetch.json";

    public string Id => "fetch-index";

    public string Task => "Dist";
}

/// <summary>What all archives of the index hold, in one.</summary>
/// <param name="Shared">globs of the files that are in it once, for all platforms</param>
internal sealed record PlannedBundle(string Archive, IReadOnlyList<string> Shared);

/// <summary>An archive that the index lists.</summary>
/// <param name="Platform">as Docker spells it</param>
/// <param name="Root">the folder that holds all of the archive, which a fetch leaves out; null: none does</param>
internal sealed record PlannedFetch(string Archive, string Platform, string? Variant, string? Root);
