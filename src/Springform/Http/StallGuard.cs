namespace Springform.Http;

/// <summary>
/// Ends a connection that is silent or hardly moves: within each window so many bytes must come or go. A file that trickles in for hours is as good as none.
/// </summary>
internal sealed class StallGuard : IDisposable
{
    private readonly TimeSpan window;
    private readonly CancellationToken outer;
    private readonly CancellationTokenSource silence;
    private readonly CancellationTokenSource either;
    private readonly long neededBytes;
    private long movedBytes;

    /// <param name="window">also the wait for an answer</param>
    /// <param name="neededBytes">in each window; 1: only silence ends it</param>
    public StallGuard(TimeSpan window, TimeProvider clock, CancellationToken cancellation, long neededBytes = 1)
    {
        this.window = window;
        this.neededBytes = neededBytes;
        outer = cancellation;
        silence = new CancellationTokenSource(window, clock);
        either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence.Token);
    }

    public CancellationToken Token => either.Token;

    /// <summary>Bytes came or went.</summary>
    public void Moved(long bytes)
    {
        movedBytes += bytes;
        if (movedBytes < neededBytes)
            return;
        movedBytes = 0;
        Restart();
    }

    /// <summary>A new window begins, as for another request.</summary>
    public void Restart() => silence.CancelAfter(window);

    /// <param name="stalled">the exception of a stall</param>
    /// <exception cref="HttpIOException">the connection broke</exception>
    public async Task<int> ReadAsync(Stream body, Memory<byte> buffer, Func<Exception, Exception> stalled)
    {
        var count = await RunAsync(stop => ReadOnceAsync(body, buffer, stop), stalled);
        Moved(count);
        return count;
    }

    /// <param name="stalled">the exception of a stall</param>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, Func<Exception, Exception> stalled)
    {
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException error) when (!outer.IsCancellationRequested)
        {
            throw stalled(error);
        }
    }

    /// <summary>A reset connection is one that ended early, whichever exception tells it.</summary>
    private static async Task<int> ReadOnceAsync(Stream body, Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellation);
        }
        catch (IOException error)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded, "the connection ended early", error);
        }
    }

    public void Dispose()
    {
        either.Dispose();
        silence.Dispose();
    }
}
