namespace Springform.Report;

/// <summary>A bare system in which a target's files were started and loaded.</summary>
/// <param name="Base">id of the base: bookworm-amd64</param>
/// <param name="Glibc">null: it has another C library</param>
/// <param name="Started">number of programs</param>
/// <param name="Loaded">number of libraries</param>
/// <param name="NotLoaded">number of libraries that springform.yaml excepts</param>
internal sealed record PlaceFacts(string Target, string Base, string Distribution, string? Glibc, int Started, int Loaded, int NotLoaded)
{
    /// <summary>Without its architecture, which the target has already: bookworm.</summary>
    public string System => Base.LastIndexOf('-') is > 0 and var dash ? Base[..dash] : Base;
}

/// <summary>A target that nothing was started of.</summary>
internal sealed record NotStartedFacts(string Target, string Reason);
