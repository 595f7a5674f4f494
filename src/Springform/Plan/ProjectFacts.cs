using System.Text.Json.Serialization;
using Springform.Names;

namespace Springform.Plan;

/// <summary>What is known of the project itself.</summary>
/// <param name="Version">semantic version without build metadata: what names use</param>
/// <param name="FullVersion">with build metadata: commit and dirty</param>
/// <param name="Commit">40 hex digits</param>
/// <param name="SourceDateEpoch">seconds since 1970 that archives carry</param>
public sealed record ProjectFacts(string Name, string Version, string FullVersion, string Commit, DateTimeOffset CommitDate, bool Dirty, long SourceDateEpoch)
{
    /// <summary>What it is built for.</summary>
    [JsonIgnore] // of a plan that is printed
    internal Channel Channel { get; init; } = Channel.Stable;

    /// <summary>In what the files that are built differ from the commit.</summary>
    [JsonIgnore] // of a plan that is printed
    internal IReadOnlyList<SourceChange> Changes { get; init; } = [];
}
