using Octokit;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Publish.Assets;
using Springform.Publish.GitHub;

namespace Springform.Publish;

/// <summary>
/// Makes a release what it should be: draft, assets, verification, and only then public. Each step looks first, so that a run that was stopped at any moment is
/// completed by the next one.
/// </summary>
internal sealed class Publisher(
    GitHubApi api,
    ReleasePlanner planner,
    Drafts drafts,
    AssetComparer comparer,
    AssetUploads uploads,
    PublishJournal journal,
    IOutput output
)
{
    /// <summary>Uploading again helps where another publisher interferes; it does not where the server is wrong.</summary>
    private const int Rounds = 3;

    /// <param name="plan">of a release that is not done</param>
    /// <param name="changes">Markdown: what changed</param>
    /// <exception cref="SpringformException">
    /// E604 another publisher made it public, with other files; E606 it cannot be completed; E607 the tag is burned
    /// </exception>
    public async Task<PublishOutcome> PublishAsync(ReleasePlan plan, string changes, CancellationToken cancellation)
    {
        try
        {
            return await AttemptAsync(plan, changes, cancellation);
        }
        catch (GitHubRefusalException refusal) when (refusal.IsOfBurnedTag)
        {
            await drafts.DropOwnAsync(plan.Request.Tag, cancellation);
            journal.Burn();
            throw new SpringformException(PublishProblems.Burned(plan.Request.Tag, api.Repository, plan.Request.Channel), refusal);
        }
    }

    private async Task<PublishOutcome> AttemptAsync(ReleasePlan plan, string changes, CancellationToken cancellation)
    {
        var draft = plan.IsPublished ? await TakeBackAsync(plan, cancellation) : await drafts.EnsureAsync(plan, changes, cancellation);
        if (!draft.Draft)
        {
            output.Line($"    another publisher was quicker: release {draft.Id} is public");
            var now = await planner.PlanAsync(plan.Request, cancellation);
            PublishProblems.RequireReplaceable(now);
            return now.IsDone ? new PublishOutcome(now.Release!, Changed: true, Uploaded: 0) : await AttemptAsync(now, changes, cancellation);
        }

        var uploaded = await CompleteAsync(draft, plan, cancellation);
        var release = await MakePublicAsync(draft, plan, changes, cancellation);
        return new PublishOutcome(release, Changed: true, uploaded);
    }

    /// <summary>Says what is going to change; while it does, nobody sees the release.</summary>
    private async Task<RemoteRelease> TakeBackAsync(ReleasePlan plan, CancellationToken cancellation)
    {
        output.Line($"    {plan.Request.Tag} is public and is taken back to draft:");
        foreach (var change in plan.Assets.Open)
        {
            output.Line($"    {change.Asset.Name} is {(change.Remote is null ? "added" : "replaced")}: {change.Why}");
        }

        journal.Record($"takes release {plan.Release!.Id} back to draft");
        return await api.PatchAsync<RemoteRelease>(new ReleaseUpdate { Draft = true }, cancellation, "releases", plan.Release.Id);
    }

    /// <returns>how many assets were sent</returns>
    private async Task<int> CompleteAsync(RemoteRelease draft, ReleasePlan plan, CancellationToken cancellation)
    {
        var sent = new HashSet<string>(StringComparer.Ordinal);
        var assets = draft.Id == plan.Release?.Id ? plan.Assets : await comparer.CompareAsync(draft, plan.Request.Assets, cancellation);
        for (var round = 0; round < Rounds && !assets.IsComplete; round++)
        {
            var open = assets.Open.ToList();
            await uploads.RunAsync(draft, open, cancellation);
            sent.UnionWith(open.Select(change => change.Asset.Name));
            assets = await comparer.CompareAsync(draft, plan.Request.Assets, cancellation);
        }

        return assets.IsComplete ? sent.Count : throw PublishProblems.NotComplete(plan.Request, assets);
    }

    /// <summary>Public, and read back: what people see is what was built.</summary>
    private async Task<RemoteRelease> MakePublicAsync(RemoteRelease draft, ReleasePlan plan, string changes, CancellationToken cancellation)
    {
        var request = plan.Request;
        journal.Record($"verified: {Counted.Of(request.Assets.Count, "asset")}; publishes release {draft.Id}");
        var now = await api.GetAsync<RemoteRelease>(cancellation, "releases", draft.Id);
        if (now.Draft)
        {
            await RequireCompleteAsync(draft, request, cancellation);
            await api.PatchAsync<RemoteRelease>(Update(plan, ReleaseText.Of(request, changes, now)), cancellation, "releases", draft.Id);
        }

        var release = await api.GetAsync<RemoteRelease>(cancellation, ["releases", "tags", request.Tag]);
        var assets = await comparer.CompareAsync(release, request.Assets, cancellation);
        if (release.Id != draft.Id || release.Draft || !assets.IsComplete)
        {
            throw PublishProblems.NotComplete(request, assets);
        }

        journal.Record($"published {release.Page}");
        return release;
    }

    private static ReleaseUpdate Update(ReleasePlan plan, ReleaseText text) =>
        new()
        {
            TagName = plan.Request.Tag,
            TargetCommitish = plan.Request.Commit,
            Name = text.Title,
            Body = text.Body,
            Draft = false,
            Prerelease = text.Prerelease,
            MakeLatest = plan.IsLatest && !text.Prerelease ? MakeLatestQualifier.True : MakeLatestQualifier.False,
        };

    /// <summary>The last look before everybody may see it: another publisher may have replaced what was verified before.</summary>
    private async Task RequireCompleteAsync(RemoteRelease draft, ReleaseRequest request, CancellationToken cancellation)
    {
        var assets = await comparer.CompareAsync(draft, request.Assets, cancellation);
        if (!assets.IsComplete)
        {
            throw PublishProblems.NotComplete(request, assets);
        }
    }
}
