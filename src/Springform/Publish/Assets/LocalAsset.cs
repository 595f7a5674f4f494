using Springform.Plan;

namespace Springform.Publish.Assets;

/// <summary>A file of dist/ that becomes an asset.</summary>
/// <param name="Path">full path</param>
/// <param name="Sha256">64 hex digits, of the ledger</param>
/// <param name="Target">null: for all targets</param>
internal sealed record LocalAsset(string Name, string Path, long SizeBytes, string Sha256, string? Target, ArtifactKind Kind)
{
    /// <summary>The lowest system that it runs on, where that is known: <c>glibc 2.31</c>, <c>musl</c>, <c>static</c>.</summary>
    public string? Floor { get; init; }

    /// <summary>Why it was not started before the release; null: it was, or is nothing to start.</summary>
    public string? NotStarted { get; init; }
}
