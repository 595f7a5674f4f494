namespace Springform.FakeGitHub.State;

/// <summary>A tag of the repository.</summary>
/// <param name="Commit">what it points at, in the end</param>
/// <param name="TagObject">hash of the tag object of an annotated tag; null for a lightweight one</param>
/// <param name="Inner">hash of the tag object that it points at, where it is a tag of a tag</param>
public sealed record FakeTag(string Name, string Commit, string? TagObject = null, string? Inner = null);
