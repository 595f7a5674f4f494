using Springform.Errors;
using Springform.Publish.GitHub;

namespace Springform.Publish.Around;

/// <summary>Closes the milestone of a release.</summary>
internal sealed class Milestones(GitHubApi api, PublishJournal journal)
{
    private const string Closed = "closed";

    /// <exception cref="SpringformException">E601 there is none of this title</exception>
    public async Task<Milestone> FindAsync(string title, CancellationToken cancellation)
    {
        var open = await api.ListAsync<Milestone>(cancellation, "milestones");
        return open.FirstOrDefault(milestone => milestone.Title == title)
            ?? (await api.ListAsync<Milestone>(new Dictionary<string, string> { ["state"] = Closed }, cancellation, "milestones")).FirstOrDefault(milestone =>
                milestone.Title == title
            )
            ?? throw new SpringformException(
                new Problem(
                    ErrorCode.NotReleasable,
                    $"{api.Repository} has no milestone {Quoted.Of(title)}",
                    "springform.yaml, release.github.milestone",
                    $"make it, or correct the title{(open.Count == 0 ? "" : $": {Nearest.Hint(title, [.. open.Select(milestone => milestone.Title)])}")}"
                )
            );
    }

    public async Task CloseAsync(string title, CancellationToken cancellation)
    {
        var milestone = await FindAsync(title, cancellation);
        if (milestone.State != Closed)
        {
            await api.PatchAsync<Milestone>(new MilestoneState { State = Closed }, cancellation, "milestones", milestone.Number);
            journal.Record($"closed milestone {milestone.Number} {title}");
        }
    }
}
