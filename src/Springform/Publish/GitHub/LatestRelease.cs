using Springform.Names;

namespace Springform.Publish.GitHub;

/// <summary>Which release GitHub calls the latest: the highest version, so that a patch of an older line does not take its place.</summary>
internal static class LatestRelease
{
    /// <param name="others">releases of other tags; what is a draft, a prerelease or no version does not count</param>
    public static bool Is(ReleaseRequest request, IReadOnlyList<RemoteRelease> others) =>
        request is { Channel: Channel.Stable, Prerelease: false }
        && request.VersionTags.Parse(request.Tag) is { } own
        && others
            .Where(other => !other.Draft && !other.Prerelease)
            .Select(other => request.VersionTags.Parse(other.TagName))
            .OfType<VersionTag>()
            .All(other => VersionOrder.Instance.Compare(other.Version, own.Version) < 0);
}
