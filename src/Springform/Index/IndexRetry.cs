using Springform.Errors;
using Springform.Http;
using Springform.Machine;

namespace Springform.Index;

/// <summary>Tries again what may pass: broken connections, silence, 5xx and 429. Waits as long as the index asks, else exponentially with jitter.</summary>
internal sealed class IndexRetry(TimeProvider clock, IOutput log)
{
    /// <summary>Longer waits are not sat out: the run ends and says when to come back.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly Retry retry = new(clock)
    {
        Attempts = 3,
        Delay = TimeSpan.FromMilliseconds(500),
        LongestWait = LongestWait,
    };

    /// <exception cref="IndexUnavailableException">the last attempt's</exception>
    public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellation) =>
        retry.RunAsync(
            (_, stop) => attempt(stop),
            (error, _) => error is IndexUnavailableException { IsUntrusted: false } unavailable ? new Again(unavailable.RetryAfter) : null,
            (error, wait) => log.Line($"    {Quoted.Clean(error!.Message)}; again in {wait.TotalSeconds:0.0} s"),
            cancellation
        );
}
