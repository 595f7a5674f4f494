using Polly;
using Polly.Retry;

namespace Springform.Http;

/// <summary>Tries again what may pass: waits as long as the server asks, else exponentially with jitter.</summary>
internal sealed record Retry(TimeProvider Clock)
{
    /// <summary>After the first attempt.</summary>
    public required int Attempts { get; init; }

    /// <summary>Before the first of them.</summary>
    public required TimeSpan Delay { get; init; }

    public TimeSpan? LongestBackOff { get; init; }

    /// <summary>A server that asks for a longer wait has had its last word.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.MaxValue;

    /// <param name="attempt">is given the number of attempts before it</param>
    /// <param name="judge">null: the outcome, an exception or a result, stays</param>
    /// <param name="told">before each wait</param>
    public async Task<T> RunAsync<T>(
        Func<int, CancellationToken, Task<T>> attempt,
        Func<Exception?, T?, Again?> judge,
        Action<Exception?, TimeSpan> told,
        CancellationToken cancellation
    )
    {
        var attempts = 0;
        var pipeline = new ResiliencePipelineBuilder<T> { TimeProvider = Clock }
            .AddRetry(Options(judge, told))
            .Build();
        return await pipeline.ExecuteAsync(async stop => await attempt(attempts++, stop), cancellation);
    }

    private RetryStrategyOptions<T> Options<T>(Func<Exception?, T?, Again?> judge, Action<Exception?, TimeSpan> told) =>
        new()
        {
            MaxRetryAttempts = Attempts,
            Delay = Delay,
            MaxDelay = LongestBackOff,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = retry =>
                ValueTask.FromResult(
                    !retry.Context.CancellationToken.IsCancellationRequested
                        && judge(retry.Outcome.Exception, retry.Outcome.Result) is { } again
                        && !(again.Wait > LongestWait)
                ),
            DelayGenerator = retry => ValueTask.FromResult(judge(retry.Outcome.Exception, retry.Outcome.Result)?.Wait),
            OnRetry = retry =>
            {
                told(retry.Outcome.Exception, retry.RetryDelay);
                (retry.Outcome.Result as IDisposable)?.Dispose();
                return ValueTask.CompletedTask;
            },
        };
}
