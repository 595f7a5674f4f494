namespace Springform.Plan;

/// <summary>What git says of the project.</summary>
/// <param name="Commit">HEAD; 40 hex digits, 64 in a repository of SHA-256</param>
/// <param name="Dirty">there are changes</param>
/// <param name="Shallow">history is cut off: tags beyond it are unknown</param>
/// <param name="Tag">the nearest tag of a version that HEAD descends from; null without one</param>
/// <param name="CommitsSinceTag">0: HEAD is the tag</param>
internal sealed record GitFacts(string Commit, DateTimeOffset CommitDate, bool Dirty, bool Shallow, string? Tag, int CommitsSinceTag)
{
    /// <summary>Where no tag is a version: one that was passed over. Null without any.</summary>
    public string? PassedTag { get; init; }
}
