using Springform.Publish.Assets;
using Springform.Publish.GitHub;

namespace Springform.Publish;

/// <summary>What a release is today and what has to be done about it; made by reading alone.</summary>
/// <param name="Release">the published one, else the draft of the lowest id; null: there is none of this tag</param>
/// <param name="OtherDrafts">further drafts of the tag, which two publishers at once can leave</param>
/// <param name="IsLatest">no other full release has a higher version</param>
/// <param name="Others">releases of other tags</param>
internal sealed record ReleasePlan(
    ReleaseRequest Request,
    RemoteRelease? Release,
    IReadOnlyList<RemoteRelease> OtherDrafts,
    AssetComparison Assets,
    bool IsLatest,
    IReadOnlyList<RemoteRelease> Others
)
{
    public bool IsPublished => Release is { Draft: false };

    /// <summary>Public, and GitHub would refuse every change of its assets; or the repository's rule is that none is changed.</summary>
    public bool IsFixed => IsPublished && (Release!.Immutable == true || Request.Immutability.IsOn);

    /// <summary>Public and whole: there is nothing to do.</summary>
    public bool IsDone => IsPublished && Assets.IsComplete;
}
