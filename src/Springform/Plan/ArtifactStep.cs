namespace Springform.Plan;

/// <summary>One archive in dist/, with the checksum files beside it.</summary>
/// <param name="Archive">its file name in dist/</param>
/// <param name="Target">null: it is made once, for all targets</param>
/// <param name="Content">what is packed</param>
public sealed record ArtifactStep(string Archive, Target? Target, ArtifactContent Content, StepKey Key) : IStep
{
    /// <summary>Command steps whose outputs are packed, in order.</summary>
    public IReadOnlyList<string> CommandIds { get; init; } = [];

    /// <summary>Commands that must have succeeded before.</summary>
    public IReadOnlyList<string> TestIds { get; init; } = [];

    /// <summary>Recipes whose results are packed: those of the target's platform, or all.</summary>
    public IReadOnlyList<string> RecipeIds { get; init; } = [];

    public required IReadOnlyList<ChecksumFile> Checksums { get; init; }

    public string Id => $"{Task.ToLowerInvariant()}/{Archive}";

    /// <summary>Deploy for files that go into a container and not into an archive.</summary>
    public string Task { get; init; } = "Package";

    public ArtifactKind Kind => Content.Kind;

    /// <summary>Its files in dist/: the archive, then its checksum files.</summary>
    public IEnumerable<string> Names => [Archive, .. Checksums.Select(file => file.Name)];

    /// <summary>It says that it is for any platform, and may hold files for other machines than its target's.</summary>
    public bool IsForAny => Content is PlannedFiles { IsForAny: true };

    /// <summary>Null: what its files need is left to the systems that they run on.</summary>
    internal PlannedRepair? Repair =>
        Content switch
        {
            PlannedFiles files => files.Repair,
            PlannedWheel wheel => wheel.Repair,
            _ => null,
        };
}
