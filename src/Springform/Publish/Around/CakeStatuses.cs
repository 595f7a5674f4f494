using Cake.Core;
using Cake.GitHub;
using Octokit;
using Springform.Publish.GitHub;

namespace Springform.Publish.Around;

/// <summary>Statuses on github.com.</summary>
internal sealed class CakeStatuses(ICakeContext context, GitHubRepository repository, GitHubToken token, GitHubRetry retry) : ICommitStatuses
{
    /// <summary>GitHub looks at the token alone; this is the user that its documentation names for tokens of apps.</summary>
    private const string User = "x-access-token";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    public Task SetAsync(string commit, CommitState state, string description, string? link, CancellationToken cancellation)
    {
        var settings = new GitHubStatusSettings
        {
            State = state switch
            {
                CommitState.Pending => GitHubStatusState.Pending,
                CommitState.Success => GitHubStatusState.Success,
                _ => GitHubStatusState.Failure,
            },
            Description = description,
            TargetUrl = link,
            Context = ICommitStatuses.Context,
        };
        return retry.RunAsync(
            $"status of {commit[..7]}",
            (_, token) => Task.Run(() => Set(commit, settings), CancellationToken.None).WaitAsync(AnswerLimit, token),
            cancellation
        );
    }

    private GitHubStatusResult Set(string commit, GitHubStatusSettings settings)
    {
        try
        {
            return context.GitHubStatus(User, token.Value, repository.Owner, repository.Name, commit, settings);
        }
        catch (HttpRequestException error) when (error.StatusCode is { } status)
        {
            throw new GitHubRefusalException($"POST repos/{repository}/statuses", status, "the status was not taken", error);
        }
    }
}
