using Polly;
using Polly.Retry;
using Springform.Errors;
using Springform.Machine;

namespace Springform.Index;

/// <summary>Tries again what may pass: broken connections, silence, 5xx and 429. Waits as long as the index asks, else exponentially with jitter.</summary>
internal sealed class IndexRetry(TimeProvider clock, IOutput log)
{
    private const int Retries = 3;
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(500);

    /// <summary>Longer waits are not sat out: the run ends and says when to come back.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly ResiliencePipeline pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = Retries,
            Delay = Delay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = new PredicateBuilder().Handle<IndexUnavailableException>(error => !error.IsUntrusted && !(error.RetryAfter > LongestWait)),
            DelayGenerator = retry => ValueTask.FromResult((retry.Outcome.Exception as IndexUnavailableException)?.RetryAfter),
            OnRetry = retry =>
            {
                log.Line($"    {Quoted.Clean(retry.Outcome.Exception!.Message)}; again in {retry.RetryDelay.TotalSeconds:0.0} s");
                return ValueTask.CompletedTask;
            },
        })
        .Build();

    /// <exception cref="IndexUnavailableException">the last attempt's</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellation) =>
        await pipeline.ExecuteAsync(async token => await attempt(token), cancellation);
}
