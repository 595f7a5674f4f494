using System.Globalization;

namespace Springform.Fetch.Transfer;

/// <summary>
/// Ends a connection that is silent or hardly moves: within each window so many bytes must come. A file that trickles in for hours is as good as none.
/// </summary>
public sealed class RateGuard : IDisposable
{
    private readonly FetchLimits limits;
    private readonly CancellationToken outer;
    private readonly CancellationTokenSource window;
    private readonly CancellationTokenSource either;
    private readonly long needed;
    private long moved;

    public RateGuard(FetchLimits limits, TimeProvider clock, CancellationToken cancellation)
    {
        this.limits = limits;
        outer = cancellation;
        needed = (long)(limits.SlowestBytesPerSecond * limits.Silence.TotalSeconds);
        window = new CancellationTokenSource(limits.Silence, clock);
        either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, window.Token);
    }

    public CancellationToken Token => either.Token;

    /// <exception cref="TimeoutException">too few bytes came</exception>
    /// <exception cref="HttpIOException">the connection broke</exception>
    public async Task<int> ReadAsync(Stream body, Memory<byte> buffer)
    {
        var count = await RunAsync(async stop => await ReadOnceAsync(body, buffer, stop), "hardly anything came", outer);
        moved += count;
        if (moved < needed)
            return count;
        moved = 0;
        window.CancelAfter(limits.Silence);
        return count;
    }

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, string otherwise, CancellationToken cancellation)
    {
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{otherwise} within {limits.Silence.TotalSeconds:0.#} s"), error);
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
        window.Dispose();
    }
}
