using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Springform.Archives;

/// <summary>
/// Reads ahead of its reader on a thread of its own, so that what unpacks and what writes files work side by side. It begins to once much was read: a small
/// archive is not worth a thread.
/// </summary>
/// <param name="inner">read by one thread at a time, and left open</param>
internal sealed class ReadAheadStream(Stream inner) : ReadOnlyStream
{
    internal const int BeginsAfterBytes = 4 << 20;
    private const int BufferBytes = 256 << 10;
    private const int Buffers = 8;

    private readonly CancellationTokenSource stop = new();
    private readonly BlockingCollection<byte[]> free = [];
    private readonly BlockingCollection<ArraySegment<byte>> filled = [];
    private ArraySegment<byte> current = ArraySegment<byte>.Empty;
    private Task? filling;
    private ExceptionDispatchInfo? failure;
    private long readBytes;

    public override int Read(Span<byte> buffer)
    {
        if (readBytes < BeginsAfterBytes)
        {
            var read = inner.Read(buffer);
            readBytes += read;
            return read;
        }

        filling ??= Start();
        if (current.Count == 0 && !Next())
            return 0;
        var count = Math.Min(current.Count, buffer.Length);
        current.AsSpan(0, count).CopyTo(buffer);
        current = current[count..];
        return count;
    }

    /// <summary>Waits until nothing reads <c>inner</c> any more.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stop.Cancel();
            filling?.Wait();
            stop.Dispose();
            free.Dispose();
            filled.Dispose();
        }

        base.Dispose(disposing);
    }

    private Task Start()
    {
        for (var count = 0; count < Buffers; count++)
            free.Add(GC.AllocateUninitializedArray<byte>(BufferBytes));
        return Task.Factory.StartNew(Fill, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private bool Next()
    {
        if (current.Array is { Length: > 0 } used)
            free.Add(used);
        if (filled.TryTake(out current, Timeout.Infinite))
            return true;
        current = ArraySegment<byte>.Empty;
        failure?.Throw();
        return false;
    }

    private void Fill()
    {
        try
        {
            int count;
            do
            {
                var buffer = free.Take(stop.Token);
                count = inner.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
                if (count > 0)
                    filled.Add(new ArraySegment<byte>(buffer, 0, count));
            } while (count == BufferBytes);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody reads on.
        }
        catch (Exception error)
        {
            failure = ExceptionDispatchInfo.Capture(error);
        }
        finally
        {
            filled.CompleteAdding();
        }
    }
}
