using Springform.Names;
using Springform.Publish.Assets;

namespace Springform.Publish;

/// <summary>The release as it should be.</summary>
/// <param name="Commit">40 hex digits; what GitHub makes the tag of, where it does not exist yet</param>
/// <param name="Title">its name on GitHub</param>
/// <param name="Prerelease">by the version, or by the channel</param>
internal sealed record ReleaseRequest(Channel Channel, string Tag, string Commit, string Title, bool Prerelease, IReadOnlyList<LocalAsset> Assets)
{
    /// <summary>Which other tags are versions of the same thing.</summary>
    public TagPattern VersionTags { get; init; } = TagPattern.Default;

    /// <summary>A release that is public already may be changed.</summary>
    public bool ReplaceExisting { get; init; }

    public Immutability Immutability { get; init; } = Immutability.Off;
}
