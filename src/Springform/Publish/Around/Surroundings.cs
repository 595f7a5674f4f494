using Octokit;
using Springform.Config;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Publish.Assets;
using Springform.Publish.GitHub;

namespace Springform.Publish.Around;

/// <summary>What happens around a release, where it is asked for: commit status, milestone, older releases of the channel.</summary>
/// <param name="milestone">its title; null: none is closed</param>
/// <param name="page">of the CI job, for the status; null: there is none</param>
internal sealed class Surroundings(
    GitHubConfig config,
    ICommitStatuses statuses,
    Milestones milestones,
    OldReleases oldReleases,
    IOutput output,
    string? milestone,
    string? page
)
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);

    /// <summary>GitHub refuses a longer description of a status.</summary>
    private const int LongestDescription = 140;

    private bool isPending;

    /// <summary>Before the first thing is written.</summary>
    public async Task BeginAsync(ReleaseRequest request, CancellationToken cancellation)
    {
        if (MilestoneOf(request) is { } title)
        {
            await milestones.FindAsync(title, cancellation);
        }

        if (config.Status)
        {
            await statuses.SetAsync(request.Commit, CommitState.Pending, $"publishing {request.Tag}", page, cancellation);
            isPending = true;
        }
    }

    /// <summary>When the release is public. May be done again.</summary>
    public async Task FinishAsync(ReleaseRequest request, RemoteRelease release, CancellationToken cancellation)
    {
        if (OldReleases.Keep(config.Channels, request.Channel) is { } count)
        {
            await oldReleases.DeleteAsync(request, release, count, cancellation);
        }

        if (!release.Prerelease && MilestoneOf(request) is { } title)
        {
            await milestones.CloseAsync(title, cancellation);
        }

        if (config.Status)
        {
            await statuses.SetAsync(request.Commit, CommitState.Success, $"{request.Tag} is published", release.Page, cancellation);
        }
    }

    /// <summary>A pending status does not stay; that it cannot be set is no further failure.</summary>
    /// <param name="failure">says what kind it is, as the run's exit code does</param>
    public async Task FailAsync(ReleaseRequest request, Exception failure)
    {
        if (!isPending)
        {
            return;
        }

        using var limit = new CancellationTokenSource(LastWords);
        try
        {
            var words = Quoted.Clean($"{request.Tag} is not published: {Words(failure)}");
            await statuses.SetAsync(request.Commit, CommitState.Failure, words[..Math.Min(words.Length, LongestDescription)], page, limit.Token);
        }
        catch (Exception error) when (error is GitHubRefusalException or GitHubUnreachableException or OperationCanceledException)
        {
            output.Line("    warning: the commit status stays pending");
        }
    }

    private static string Words(Exception failure) =>
        failure switch
        {
            OperationCanceledException => "cancelled (exit code 130); run again to resume",
            GitHubUnreachableException => "GitHub did not answer (exit code 7); run again to resume",
            GitHubRefusalException refusal => $"GitHub refused with {(int)refusal.Status} (exit code 7); mend that, then run again to resume",
            AssetChangedException => "a file is not what was built (exit code 6); nothing of it is public",
            SpringformException error => $"{error.Problems[0].Code} (exit code {(int)error.ExitCode}): {error.Problems[0].What}",
            _ => "a bug in Springform (exit code 70)",
        };

    private string? MilestoneOf(ReleaseRequest request) => request is { Channel: Channel.Stable, Prerelease: false } ? milestone : null;
}
