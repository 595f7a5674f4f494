using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Springform.Archives;

/// <summary>
/// One gzip member (RFC 1952: time 0, no name, system "Unix"), compressed block by block on several threads and written
/// in order by one more. The bytes do not depend on the number of threads; memory is bounded by the blocks in flight
/// (2 MiB each). Call <see cref="Complete"/>; a stream disposed without it has given up.
/// </summary>
internal sealed class ParallelGzipStream : WriteOnlyStream
{
    /// <summary>Beyond this the hashing of the output is the limit, not the compression.</summary>
    private const int MaxWorkers = 16;

    private readonly Stream output;
    private readonly int workers;
    private readonly CancellationTokenSource stop;
    private readonly BlockingCollection<DeflateBlock> free = [];
    private readonly BlockingCollection<DeflateBlock> work = [];
    private readonly BlockingCollection<DeflateBlock> ordered = [];
    private readonly List<Task> crew = [];
    private readonly Task writer;
    private readonly List<DeflateBlock> blocks = [];
    private DeflateBlock current;
    private Exception? failure;
    private uint crc;
    private uint length;

    internal ParallelGzipStream(Stream output, int workers, CancellationToken cancellation)
    {
        this.output = output;
        this.workers = Math.Clamp(workers, 1, MaxWorkers);
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        current = NewBlock();
        output.Write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]);
        writer = Start(WriteBlocks);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            buffer = buffer[current.Append(buffer)..];
            if (current.IsFull)
            {
                Submit();
                current = NextFree();
            }
        }
    }

    public override void Flush()
    {
        // Blocks are written when they are full or at the end: an early end would change the bytes.
    }

    /// <summary>Waits for all blocks and writes the trailer. Throws what a thread of the crew threw.</summary>
    internal void Complete()
    {
        Submit();
        work.CompleteAdding();
        ordered.CompleteAdding();
        Task.WaitAll([writer, .. crew]);
        RethrowFailure();

        // 03 00: an empty last block with fixed codes; the blocks before it all lack the final bit.
        Span<byte> trailer = [3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[2..], crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[6..], length);
        output.Write(trailer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stop.Cancel();
            Task.WaitAll([writer, .. crew]);
            blocks.ForEach(block => block.Dispose());
            stop.Dispose();
            free.Dispose();
            work.Dispose();
            ordered.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Submit()
    {
        crc = Crc32.Append(crc, current.Input);
        length += (uint)current.Input.Length;
        ordered.Add(current);
        work.Add(current);
        if (crew.Count < workers)
            crew.Add(Start(CompressBlocks));
    }

    private DeflateBlock NextFree()
    {
        if (free.TryTake(out var block))
            return block;

        if (blocks.Count < (2 * workers) + 2)
            return NewBlock();

        try
        {
            return free.Take(stop.Token);
        }
        catch (OperationCanceledException)
        {
            RethrowFailure();
            throw;
        }
    }

    private DeflateBlock NewBlock()
    {
        blocks.Add(new DeflateBlock());
        return blocks[^1];
    }

    private void CompressBlocks()
    {
        foreach (var block in work.GetConsumingEnumerable(stop.Token))
            block.Compress();
    }

    private void WriteBlocks()
    {
        foreach (var block in ordered.GetConsumingEnumerable(stop.Token))
        {
            block.WriteTo(output, stop.Token);
            free.Add(block, stop.Token);
        }
    }

    // Own threads: blocking loops would starve the pool of a two-core machine.
    private Task Start(Action loop) => Task.Factory.StartNew(() => Guard(loop), CancellationToken.None,
        TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Guard(Action loop)
    {
        try
        {
            loop();
        }
        catch (Exception thrown)
        {
            // The first to fail is the cause; the others only see that all stop.
            Interlocked.CompareExchange(ref failure, thrown, null);
            stop.Cancel();
        }
    }

    private void RethrowFailure()
    {
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }
}
