using Octokit;
using Springform.Engine;
using Springform.Plan;

namespace Springform.Publish;

/// <summary>
/// Makes a release what it should be: draft, assets, verification, and only then public. Each step looks first, so that a run that was stopped at any moment is
/// completed by the next one; a whole release is left alone.
/// </summary>
public sealed class Publisher(GitHubApi api, ReleasePlanner planner, Drafts drafts, AssetComparer comparer, AssetUploads uploads, PublishJournal journal, IOutput output)
{
    /// <summary>Uploading again helps where another publisher interferes; it does not where the server is wrong.</summary>
    private const int Rounds = 3;

    /// <param name="started">called once before the first thing is written; not for a release that is whole</param>
    /// <exception cref="SpringformException">E604 it is public and differs, E606 it cannot be completed</exception>
    public async Task<PublishOutcome> PublishAsync(ReleaseRequest request, Func<Task> started, CancellationToken cancellation)
    {
        var plan = await planner.PlanAsync(request, cancellation);
        ReportExtra(plan);
        if (plan.IsDone)
        {
            return new PublishOutcome(plan.Release!, Changed: false, 0, plan.Assets.Changes.Count);
        }

        PublishProblems.RequireReplaceable(plan);
        journal.Begin($"publishing {request.Tag} of {request.Commit} to {api.Repository}");
        await started();
        var draft = await DraftAsync(plan, cancellation);
        if (!draft.Draft)
        {
            output.Line($"    another publisher was quicker: release {draft.Id} is public");
            return await PublishAsync(request, () => Task.CompletedTask, cancellation) with { Changed = true };
        }

        var uploaded = await CompleteAsync(draft, plan, cancellation);
        var release = await MakePublicAsync(draft, plan, cancellation);
        return new PublishOutcome(release, Changed: true, uploaded, request.Assets.Count - uploaded);
    }

    private async Task<RemoteRelease> DraftAsync(ReleasePlan plan, CancellationToken cancellation)
    {
        if (plan.IsPublished)
        {
            foreach (var change in plan.Assets.Open)
            {
                output.Line($"    {plan.Request.Tag} is public: {change.Asset.Name} {(change.Remote is null ? "is added" : "is replaced")}: {change.Why}");
            }

            journal.Record($"takes release {plan.Release!.Id} back to draft");
            return await api.PatchAsync<RemoteRelease>(new ReleaseUpdate { Draft = true }, cancellation, "releases", plan.Release.Id);
        }

        output.Line(plan.Release is null ? $"    {plan.Request.Tag}: making a draft" : $"    {plan.Request.Tag}: going on with draft {plan.Release.Id}");
        return await drafts.EnsureAsync(plan, cancellation);
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
    private async Task<RemoteRelease> MakePublicAsync(RemoteRelease draft, ReleasePlan plan, CancellationToken cancellation)
    {
        var request = plan.Request;
        journal.Record($"all {request.Assets.Count} assets verified; publishes release {draft.Id}");
        var update = new ReleaseUpdate
        {
            TagName = request.Tag,
            TargetCommitish = request.Commit,
            Name = request.Title,
            Body = request.Notes,
            Draft = false,
            Prerelease = request.Prerelease,
            MakeLatest = plan.IsLatest ? MakeLatestQualifier.True : MakeLatestQualifier.False,
        };
        if ((await api.GetAsync<RemoteRelease>(cancellation, "releases", draft.Id)).Draft)
        {
            await api.PatchAsync<RemoteRelease>(update, cancellation, "releases", draft.Id);
        }

        var release = await api.GetAsync<RemoteRelease>(cancellation, "releases", "tags", request.Tag);
        var assets = await comparer.CompareAsync(release, request.Assets, cancellation);
        if (release.Id != draft.Id || release.Draft || !assets.IsComplete)
        {
            throw PublishProblems.NotComplete(request, assets);
        }

        journal.Record($"published {release.HtmlUrl}");
        return release;
    }

    private void ReportExtra(ReleasePlan plan)
    {
        foreach (var extra in plan.Assets.Extra)
        {
            output.Line($"    warning: the release has an asset that dist/ does not have, and it stays: {Quoted.Of(extra.Name)}");
        }
    }
}
