using Polly;
using Polly.Retry;
using Springform.Machine;

namespace Springform.Publish.GitHub;

/// <summary>
/// Tries again what may pass: broken connections, silence, 5xx and rate limits. Waits as long as the server asks, else exponentially with jitter.
/// </summary>
/// <param name="output">told before each wait</param>
public sealed class GitHubRetry(TimeProvider clock, IOutput output)
{
    private const int Retries = 4;

    /// <summary>Longer waits are not sat out: the run ends and says when to come back.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(30);

    /// <summary>Before the first retry.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <param name="doing">for messages: GET /repos/o/r/releases, upload of a.tgz</param>
    /// <param name="attempt">is given the number of attempts before it</param>
    /// <param name="further">exceptions of the caller's own that are worth another attempt</param>
    /// <exception cref="GitHubRefusalException">the server's last word</exception>
    /// <exception cref="GitHubUnreachableException">every attempt failed</exception>
    public async Task<T> RunAsync<T>(
        string doing, Func<int, CancellationToken, Task<T>> attempt, CancellationToken cancellation, Func<Exception, bool>? further = null)
    {
        var attempts = 0;
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }.AddRetry(Options(doing, error => IsTransient(error) || (further?.Invoke(error) ?? false))).Build();
        try
        {
            return await pipeline.ExecuteAsync(async token => await attempt(attempts++, token), cancellation);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && IsTransient(error) && !IsTooLong(error))
        {
            throw new GitHubUnreachableException(doing, attempts, error);
        }
    }

    private static bool IsTransient(Exception error) => error switch
    {
        GitHubRefusalException refusal => refusal.IsTransient,
        HttpRequestException or IOException or TimeoutException or OperationCanceledException => true,
        _ => false,
    };

    private static bool IsTooLong(Exception error) => error is GitHubRefusalException { RetryAfter: { } wait } && wait > LongestWait;

    private RetryStrategyOptions Options(string doing, Func<Exception, bool> isWorthIt) => new()
    {
        MaxRetryAttempts = Retries,
        Delay = Delay,
        MaxDelay = LongestBackOff,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = retry => ValueTask.FromResult(
            retry.Outcome.Exception is { } error
            && !retry.Context.CancellationToken.IsCancellationRequested
            && isWorthIt(error)
            && !IsTooLong(error)),
        DelayGenerator = retry => ValueTask.FromResult((retry.Outcome.Exception as GitHubRefusalException)?.RetryAfter),
        OnRetry = retry =>
        {
            output.Line($"    {doing}: {Errors.Quoted.Clean(retry.Outcome.Exception!.Message)}; again in {retry.RetryDelay.TotalSeconds:0.0} s");
            return ValueTask.CompletedTask;
        },
    };
}
