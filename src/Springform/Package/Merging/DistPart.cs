using Springform.Plan;

namespace Springform.Package.Merging;

/// <summary>A folder that one machine handed over, every file of it verified.</summary>
/// <param name="Folder">full path</param>
/// <param name="Ledger">of a part that Springform made; null: prebuilt files</param>
/// <param name="Artifacts">what is taken from it: all but what describes the part as a whole</param>
internal sealed record DistPart(string Folder, ArtifactLedger? Ledger, IReadOnlyList<Artifact> Artifacts)
{
    /// <summary>Names of files that are not taken, and why is told: nobody else is asked for them.</summary>
    public IReadOnlySet<string> Refused { get; init; } = new HashSet<string>();
}
