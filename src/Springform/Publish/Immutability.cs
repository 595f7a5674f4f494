namespace Springform.Publish;

/// <summary>
/// Whether a release of the repository can be changed once it is public. Where it cannot, assets and tag stay as they are, a release is not taken back to
/// draft, and the tag's name is used up for ever, also when the release is deleted; title, notes and the mark of a prerelease can be edited ("Immutable
/// releases" of GitHub's documentation, 2026-11).
/// </summary>
/// <param name="IsOn">releases that are published now become immutable</param>
/// <param name="Source">who says so, for people: <c>the repository's setting</c></param>
/// <param name="IsAssumed">nobody says so</param>
internal sealed record Immutability(bool IsOn, string Source, bool IsAssumed = false)
{
    public static readonly Immutability Off = new(false, "");
}
