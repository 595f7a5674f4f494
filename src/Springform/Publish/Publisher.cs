using Octokit;
using Springform.Engine;
using Springform.Plan;

namespace Springform.Publish;

/// <summary>
/// Makes a release what it should be: draft, assets, verification, and only then public. Each step looks first, so that a run that was stopped at any moment is
/// completed by the next one.
/// </summary>
public sealed class Publisher(GitHubApi api, ReleasePlanner planner, Drafts drafts, AssetComparer comparer, AssetUploads uploads, PublishJournal journal, IOutput output)
{
    /// <summary>Uploading again helps where another publisher interferes; it does not where the server is wrong.</summary>
    private const int Rounds = 3;

    /// <param name="plan">of a release that is not done</param>
    /// <param name="notes">Markdown</param>
    /// <exception cref="SpringformException">E604 another publisher made it public, with other files; E606 it cannot be completed</exception>
    public async Task<PublishOutcome> PublishAsync(ReleasePlan plan, string notes, CancellationToken cancellation)
    {
        var draft = plan.IsPublished ? await TakeBackAsync(plan, cancellation) : await drafts.EnsureAsync(plan, notes, cancellation);
        if (!draft.Draft)
        {
            output.Line($"    another publisher was quicker: release {draft.Id} is public");
            var now = await planner.PlanAsync(plan.Request, cancellation);
            PublishProblems.RequireReplaceable(now);
            return now.IsDone ? new PublishOutcome(now.Release!, Changed: true, Uploaded: 0) : await PublishAsync(now, notes, cancellation);
        }

        var uploaded = await CompleteAsync(draft, plan, cancellation);
        var release = await MakePublicAsync(draft, plan, notes, cancellation);
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
    private async Task<RemoteRelease> MakePublicAsync(RemoteRelease draft, ReleasePlan plan, string notes, CancellationToken cancellation)
    {
        var request = plan.Request;
        journal.Record($"all {request.Assets.Count} assets verified; publishes release {draft.Id}");
        var update = new ReleaseUpdate
        {
            TagName = request.Tag,
            TargetCommitish = request.Commit,
            Name = request.Title,
            Body = notes,
            Draft = false,
            Prerelease = request.Prerelease,
            MakeLatest = plan.IsLatest ? MakeLatestQualifier.True : MakeLatestQualifier.False,
        };
        if ((await api.GetAsync<RemoteRelease>(cancellation, "releases", draft.Id)).Draft)
        {
            await RequireCompleteAsync(draft, request, cancellation);
            await api.PatchAsync<RemoteRelease>(update, cancellation, "releases", draft.Id);
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
