using Octokit;
using Springform.Machine;
using Springform.Publish.GitHub;

namespace Springform.Publish;

/// <summary>
/// Makes a release's draft. Two publishers may do so at once: the draft of the lowest id wins, and whoever made another one deletes it.
/// </summary>
internal sealed class Drafts(GitHubApi api, GitHubRetry retry, PublishJournal journal, IOutput output)
{
    /// <summary>The draft of the tag: an existing one, or one that is made now. Or a public release, when another publisher was quicker.</summary>
    /// <param name="changes">Markdown: what changed</param>
    public async Task<RemoteRelease> EnsureAsync(ReleasePlan plan, string changes, CancellationToken cancellation)
    {
        var request = plan.Request;
        if (plan is { Release: { } only, OtherDrafts: [] })
        {
            output.Line($"    {request.Tag}: continuing with draft {only.Id}");
            return only;
        }

        var draft = plan.Release ?? await CreateAsync(request, ReleaseText.Of(request, changes, null), cancellation);
        var all = (await OfTagAsync(request.Tag, cancellation))
            .UnionBy([draft], release => release.Id)
            .OrderBy(release => release.Draft)
            .ThenBy(release => release.Id)
            .ToList();
        foreach (var other in all.Skip(1).Where(other => other.Draft && journal.OwnDrafts.Contains(other.Id)))
        {
            output.Line($"    another publisher made a draft of {request.Tag} too: ours, {other.Id}, is deleted and {all[0].Id} is taken");
            await api.DeleteAsync(cancellation, "releases", other.Id);
            journal.DeletedDraft(other.Id);
        }

        return all[0];
    }

    /// <summary>Deletes the drafts that this project's runs made: they can never be published.</summary>
    public async Task DropOwnAsync(string tag, CancellationToken cancellation)
    {
        foreach (var own in (await OfTagAsync(tag, cancellation)).Where(release => release.Draft && journal.OwnDrafts.Contains(release.Id)))
        {
            output.Line($"    the draft {own.Id} of {tag} is deleted: it can never be published");
            await api.DeleteAsync(cancellation, "releases", own.Id);
            journal.DeletedDraft(own.Id);
        }
    }

    // Not simply repeated: a draft whose answer was lost would be made twice.
    private Task<RemoteRelease> CreateAsync(ReleaseRequest request, ReleaseText text, CancellationToken cancellation) =>
        retry.RunAsync(
            $"making the draft of {request.Tag}",
            async (attempts, token) =>
            {
                if (attempts > 0 && await OfTagAsync(request.Tag, token) is [var found, ..])
                {
                    return found;
                }

                var made = await api.PostOnceAsync<RemoteRelease>(ToNewRelease(request, text), token, "releases");
                journal.MadeDraft(made.Id);
                return made;
            },
            cancellation
        );

    private async Task<IReadOnlyList<RemoteRelease>> OfTagAsync(string tag, CancellationToken cancellation) =>
        [
            .. (await api.ListAsync<RemoteRelease>(cancellation, "releases"))
                .Where(release => release.TagName == tag)
                .OrderBy(release => release.Draft)
                .ThenBy(release => release.Id),
        ];

    private static NewRelease ToNewRelease(ReleaseRequest request, ReleaseText text) =>
        new(request.Tag)
        {
            TargetCommitish = request.Commit,
            Name = text.Title,
            Body = text.Body,
            Draft = true,
            Prerelease = text.Prerelease,
        };
}
