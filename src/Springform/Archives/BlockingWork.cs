namespace Springform.Archives;

/// <summary>
/// Archives read and write files in long blocking loops, which Linux serves faster than asynchronous ones. They get a thread of
/// their own, so that the pool stays free.
/// </summary>
internal static class BlockingWork
{
    internal static Task Run(Action work, CancellationToken cancellation) =>
        Run(
            () =>
            {
                work();
                return true;
            },
            cancellation
        );

    /// <summary>A failure after cancellation is the cancellation: a killed process looks like a truncated stream.</summary>
    internal static async Task<T> Run<T>(Func<T> work, CancellationToken cancellation)
    {
        try
        {
            return await Task.Factory.StartNew(work, cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        catch (Exception failure) when (cancellation.IsCancellationRequested && failure is not OperationCanceledException)
        {
            throw new OperationCanceledException(failure.Message, failure, cancellation);
        }
    }
}
