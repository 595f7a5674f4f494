namespace Springform.Plan;

/// <summary>What git says of the project.</summary>
/// <param name="Commit">40 hex digits of HEAD</param>
/// <param name="Dirty">tracked files differ from HEAD, or there are files that git neither tracks nor ignores</param>
/// <param name="Shallow">history is cut off: tags beyond it are unknown</param>
/// <param name="Tag">the nearest tag that HEAD descends from; null without one</param>
/// <param name="CommitsSinceTag">0: HEAD is the tag</param>
public sealed record GitFacts(string Commit, DateTimeOffset CommitDate, bool Dirty, bool Shallow, string? Tag, int CommitsSinceTag);
