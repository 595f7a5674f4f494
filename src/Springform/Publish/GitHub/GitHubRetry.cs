using Springform.Http;
using Springform.Machine;

namespace Springform.Publish.GitHub;

/// <summary>
/// Tries again what may pass: broken connections, silence, 5xx and rate limits. Waits as long as the server asks, else exponentially with jitter.
/// </summary>
/// <param name="output">told before each wait</param>
internal sealed class GitHubRetry(TimeProvider clock, IOutput output)
{
    /// <summary>Longer waits are not sat out: the run ends and says when to come back.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>Before the first retry.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(500);

    private Retry Retry =>
        new(clock)
        {
            Attempts = 4,
            Delay = Delay,
            LongestBackOff = TimeSpan.FromSeconds(30),
            LongestWait = LongestWait,
        };

    /// <param name="doing">for messages: GET /repos/o/r/releases, upload of a.tgz</param>
    /// <param name="attempt">is given the number of attempts before it</param>
    /// <param name="further">exceptions of the caller's own that are worth another attempt</param>
    /// <exception cref="GitHubRefusalException">the server's last word</exception>
    /// <exception cref="GitHubUnreachableException">every attempt failed</exception>
    public async Task<T> RunAsync<T>(
        string doing,
        Func<int, CancellationToken, Task<T>> attempt,
        CancellationToken cancellation,
        Func<Exception, bool>? further = null
    )
    {
        var attempts = 0;
        try
        {
            return await Retry.RunAsync(
                (before, stop) =>
                {
                    attempts = before + 1;
                    return attempt(before, stop);
                },
                (error, _) =>
                    error is not null && (IsTransient(error) || (further?.Invoke(error) ?? false))
                        ? new Again((error as GitHubRefusalException)?.RetryAfter)
                        : null,
                (error, wait) => output.Line($"    {doing}: {Errors.Quoted.Clean(error!.Message)}; again in {wait.TotalSeconds:0.0} s"),
                cancellation
            );
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && IsTransient(error) && !IsTooLong(error))
        {
            throw new GitHubUnreachableException(doing, attempts, error);
        }
    }

    private static bool IsTransient(Exception error) =>
        error switch
        {
            GitHubRefusalException refusal => refusal.IsTransient,
            HttpRequestException or IOException or TimeoutException or OperationCanceledException => true,
            _ => false,
        };

    private static bool IsTooLong(Exception error) => error is GitHubRefusalException { RetryAfter: { } wait } && wait > LongestWait;
}
