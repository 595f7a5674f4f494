using Octokit;
using Springform.Publish.GitHub;

namespace Springform.Publish.Around;

/// <summary>Statuses on any server.</summary>
internal sealed class OctokitStatuses(GitHubApi api) : ICommitStatuses
{
    public Task SetAsync(string commit, CommitState state, string description, string? link, CancellationToken cancellation) =>
        api.PostAsync<object>(
            new NewCommitStatus
            {
                State = state,
                Description = description,
                TargetUrl = link,
                Context = ICommitStatuses.Context,
            },
            cancellation,
            "statuses",
            commit
        );
}
