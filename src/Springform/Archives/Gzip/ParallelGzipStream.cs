using System.Buffers.Binary;
using System.IO.Hashing;
using Springform.Archives.Tar;

namespace Springform.Archives.Gzip;

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
    private readonly BlockLine line;
    private readonly CancellationTokenRegistration cancelling;
    private readonly List<Task> crew = [];
    private DeflateBlock current;
    private readonly Crc32 crc = new();
    private uint length;

    internal ParallelGzipStream(Stream output, int workers, CancellationToken cancellation)
    {
        this.output = output;
        this.workers = Math.Clamp(workers, 1, MaxWorkers);
        line = new BlockLine((2 * this.workers) + 2);
        current = line.TakeFree();
        output.Write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]);
        cancelling = cancellation.Register(() => line.Fail(new OperationCanceledException(cancellation)));
        crew.Add(Start(WriteBlocks));
    }

    /// <inheritdoc cref="ArchiveWriter"/>
    internal static void WriteTar(IReadOnlyList<ArchiveEntry> entries, Stream output, ArchiveWriting how, CancellationToken cancellation)
    {
        using var gzip = new ParallelGzipStream(output, how.Threads, cancellation);
        TarArchive.Write(entries, gzip, how.SourceDateEpoch, cancellation);
        gzip.Complete();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            buffer = buffer[current.Append(buffer)..];
            if (current.IsFull)
            {
                Submit();
                current = line.TakeFree();
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
        line.End();
        Task.WaitAll([.. crew]);
        line.ThrowIfFailed();

        // 03 00: an empty last block with fixed codes; the blocks before it all lack the final bit.
        Span<byte> trailer = [3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[2..], crc.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[6..], length);
        output.Write(trailer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            line.Fail(new ObjectDisposedException(nameof(ParallelGzipStream)));
            Task.WaitAll([.. crew]);
            cancelling.Dispose();
            line.DisposeBlocks();
        }

        base.Dispose(disposing);
    }

    private void Submit()
    {
        crc.Append(current.Input);
        length += (uint)current.Input.Length;
        line.AddFilled(current);
        // One thread writes; each of the first blocks brings one more that compresses.
        if (crew.Count <= workers)
            crew.Add(Start(CompressBlocks));
    }

    private void CompressBlocks()
    {
        while (line.TakeFilled() is { } block)
        {
            block.Compress();
            line.AddCompressed(block);
        }
    }

    private void WriteBlocks()
    {
        while (line.TakeInOrder() is { } block)
        {
            block.WriteTo(output);
            line.AddFree(block);
        }
    }

    // Own threads: blocking loops would starve the pool of a two-core machine.
    private Task Start(Action loop) => Task.Factory.StartNew(() => Guard(loop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Guard(Action loop)
    {
        try
        {
            loop();
        }
        catch (Exception thrown)
        {
            line.Fail(thrown);
        }
    }
}
