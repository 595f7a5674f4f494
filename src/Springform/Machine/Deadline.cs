namespace Springform.Machine;

/// <summary>Ends what does not end by itself.</summary>
internal static class Deadline
{
    /// <param name="limit">zero: none</param>
    /// <param name="run">ends when it is cancelled</param>
    /// <returns>its exit code; null when its time was over</returns>
    public static async Task<int?> RunAsync(TimeSpan limit, TimeProvider clock, Func<CancellationToken, Task<int>> run, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(limit == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            return await run(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
