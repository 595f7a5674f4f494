namespace Springform.Plan;

/// <summary>A file in dist/ that the ledger lists.</summary>
/// <param name="Name">file name</param>
/// <param name="Kind">what it is for</param>
/// <param name="Path">relative to dist/</param>
/// <param name="Sha256">64 hex digits</param>
/// <param name="Target">null: for all targets</param>
/// <param name="Producer">the step that made it</param>
/// <param name="Key">content key of that step; null for files that describe others</param>
public sealed record Artifact(string Name, ArtifactKind Kind, string Path, string Sha256, long SizeBytes, string? Target, string Producer, string? Key)
{
    /// <summary>
    /// The lowest system that an archive runs on, as CheckAbi read it from its ELF files: <c>glibc 2.31</c>, <c>musl</c>, <c>static</c>. Null: it holds
    /// none, or describes others.
    /// </summary>
    public string? Floor { get; init; }

    /// <summary>Why the archive was not started before the release; null: it was, or is none.</summary>
    public string? NotStarted { get; init; }

    /// <summary>Libraries of the builder in an archive or a wheel.</summary>
    public IReadOnlyList<BundledLibrary> Bundled { get; init; } = [];
}
