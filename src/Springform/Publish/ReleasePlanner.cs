using Springform.Publish.Assets;
using Springform.Publish.GitHub;

namespace Springform.Publish;

/// <summary>Finds out what GitHub has of a release. Writes nothing.</summary>
internal sealed class ReleasePlanner(GitHubApi api, AssetComparer comparer)
{
    public async Task<ReleasePlan> PlanAsync(ReleaseRequest request, CancellationToken cancellation)
    {
        // GitHub does not find a draft by its tag: they are all listed.
        var all = await api.ListAsync<RemoteRelease>(cancellation, "releases");
        var ofTag = all.Where(release => release.TagName == request.Tag).OrderBy(release => release.Draft).ThenBy(release => release.Id).ToList();
        var release = ofTag.FirstOrDefault();
        var others = all.Except(ofTag).ToList();
        var assets = release is null
            ? new AssetComparison([.. request.Assets.Select(asset => new AssetChange(asset, null, AssetAction.Upload, "missing"))], [])
            : await comparer.CompareAsync(release, request.Assets, cancellation);
        return new ReleasePlan(request, release, [.. ofTag.Skip(1).Where(other => other.Draft)], assets, LatestRelease.Is(request, others), others);
    }
}
