using System.Runtime.ExceptionServices;

namespace Springform.Archives.Gzip;

/// <summary>
/// The assembly line of blocks: filled by one thread, compressed by several, taken off in the order of filling by one more.
/// Waiting threads sleep under one lock. The collections of the base library spin first, and so take a core of two from
/// the compressors.
/// </summary>
internal sealed class BlockLine(int capacity)
{
    private readonly object gate = new();
    private readonly List<DeflateBlock> blocks = [];
    private readonly Stack<DeflateBlock> free = new();
    private readonly Queue<DeflateBlock> filled = new();
    private readonly Queue<DeflateBlock> ordered = new();
    private readonly HashSet<DeflateBlock> compressed = [];
    private Exception? failure;
    private bool ended;

    /// <summary>An empty block to fill; waits while all are on the line.</summary>
    internal DeflateBlock TakeFree()
    {
        lock (gate)
        {
            if (free.Count == 0 && blocks.Count < capacity)
            {
                blocks.Add(new DeflateBlock());
                free.Push(blocks[^1]);
            }

            WaitFor(() => free.Count > 0);
            return free.Pop();
        }
    }

    internal void AddFilled(DeflateBlock block) =>
        Change(() =>
        {
            filled.Enqueue(block);
            ordered.Enqueue(block);
        });

    /// <summary>The next block to compress; null when no more will come.</summary>
    internal DeflateBlock? TakeFilled()
    {
        lock (gate)
        {
            WaitFor(() => filled.Count > 0 || ended);
            return filled.TryDequeue(out var block) ? block : null;
        }
    }

    internal void AddCompressed(DeflateBlock block) => Change(() => compressed.Add(block));

    /// <summary>The next block in the order of filling, once it is compressed; null when no more will come.</summary>
    internal DeflateBlock? TakeInOrder()
    {
        lock (gate)
        {
            WaitFor(() => ordered.TryPeek(out var first) ? compressed.Contains(first) : ended);
            if (!ordered.TryDequeue(out var block))
                return null;

            compressed.Remove(block);
            return block;
        }
    }

    internal void AddFree(DeflateBlock block) => Change(() => free.Push(block));

    /// <summary>No more blocks will be filled.</summary>
    internal void End() => Change(() => ended = true);

    /// <summary>Every wait, now and later, throws this. The first failure counts: the others only follow from it.</summary>
    internal void Fail(Exception thrown) => Change(() => failure ??= thrown);

    /// <summary>Only when no thread uses the line any more.</summary>
    internal void DisposeBlocks() => blocks.ForEach(block => block.Dispose());

    internal void ThrowIfFailed()
    {
        lock (gate)
        {
            if (failure is not null)
                ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void Change(Action change)
    {
        lock (gate)
        {
            change();
            Monitor.PulseAll(gate);
        }
    }

    private void WaitFor(Func<bool> condition)
    {
        ThrowIfFailed();
        while (!condition())
        {
            Monitor.Wait(gate);
            ThrowIfFailed();
        }
    }
}
