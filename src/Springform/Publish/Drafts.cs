using Octokit;
using Springform.Engine;

namespace Springform.Publish;

/// <summary>
/// Makes a release's draft. Two publishers may do so at once: the draft of the lowest id wins, and whoever made another one deletes it.
/// </summary>
public sealed class Drafts(GitHubApi api, GitHubRetry retry, PublishJournal journal, IOutput output)
{
    /// <summary>The draft of the tag: an existing one, or one that is made now. Or a public release, when another publisher was quicker.</summary>
    public async Task<RemoteRelease> EnsureAsync(ReleasePlan plan, string notes, CancellationToken cancellation)
    {
        var request = plan.Request;
        if (plan is { Release: { } only, OtherDrafts: [] })
        {
            output.Line($"    {request.Tag}: going on with draft {only.Id}");
            return only;
        }

        var draft = plan.Release ?? await CreateAsync(request, notes, cancellation);
        var all = (await OfTagAsync(request.Tag, cancellation)).UnionBy([draft], release => release.Id).OrderBy(release => release.Draft).ThenBy(release => release.Id).ToList();
        foreach (var other in all.Skip(1).Where(other => other.Draft && journal.OwnDrafts.Contains(other.Id)))
        {
            output.Line($"    another publisher made a draft of {request.Tag} too: ours, {other.Id}, is deleted and {all[0].Id} is taken");
            await api.DeleteAsync(cancellation, "releases", other.Id);
            journal.DeletedDraft(other.Id);
        }

        return all[0];
    }

    // Not simply repeated: a draft whose answer was lost would be made twice.
    private Task<RemoteRelease> CreateAsync(ReleaseRequest request, string notes, CancellationToken cancellation) => retry.RunAsync(
        $"making the draft of {request.Tag}",
        async (attempts, token) =>
        {
            if (attempts > 0 && await OfTagAsync(request.Tag, token) is [var found, ..])
            {
                return found;
            }

            var made = await api.PostOnceAsync<RemoteRelease>(ToNewRelease(request, notes), token, "releases");
            journal.MadeDraft(made.Id);
            return made;
        },
        cancellation);

    private async Task<IReadOnlyList<RemoteRelease>> OfTagAsync(string tag, CancellationToken cancellation) =>
        [.. (await api.ListAsync<RemoteRelease>(cancellation, "releases")).Where(release => release.TagName == tag).OrderBy(release => release.Draft).ThenBy(release => release.Id)];

    private static NewRelease ToNewRelease(ReleaseRequest request, string notes) => new(request.Tag)
    {
        TargetCommitish = request.Commit,
        Name = request.Title,
        Body = notes,
        Draft = true,
        Prerelease = request.Prerelease,
    };
}
