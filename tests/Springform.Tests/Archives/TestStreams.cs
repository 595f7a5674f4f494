using Springform.Archives;

namespace Springform.Tests.Archives;

/// <summary>So many zero bytes.</summary>
internal class ZeroStream(long sizeBytes) : ReadOnlyStream
{
    private long remaining = sizeBytes;

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, remaining);
        buffer[..count].Clear();
        remaining -= count;
        return count;
    }
}

/// <summary>Endless zeros; after some reads it cancels, as a user does in the middle of the work.</summary>
internal sealed class CancellingStream(CancellationTokenSource stop, int afterReads) : ZeroStream(long.MaxValue)
{
    private int reads;

    public override int Read(Span<byte> buffer)
    {
        if (++reads == afterReads)
            stop.Cancel();

        return base.Read(buffer);
    }
}

/// <summary>Bytes that no compressor makes smaller, and how many of them were read.</summary>
internal sealed class NoiseStream : ReadOnlyStream
{
    private readonly Random random = new(1);
    private readonly long sizeBytes;
    private long readBytes;

    internal NoiseStream(long sizeBytes) => this.sizeBytes = sizeBytes;

    internal long ReadBytes => Volatile.Read(ref readBytes);

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, sizeBytes - readBytes);
        random.NextBytes(buffer[..count]);
        Volatile.Write(ref readBytes, readBytes + count);
        return count;
    }
}

/// <summary>Swallows, and notes how far the source was ahead at most.</summary>
internal sealed class LagStream(NoiseStream source) : WriteOnlyStream
{
    private long written;

    internal long LargestLag { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        LargestLag = Math.Max(LargestLag, source.ReadBytes - written);
        written += buffer.Length;
    }

    public override void Flush() { }
}

/// <summary>Keeps the first bytes written and then fails.</summary>
internal sealed class HeadStream(int sizeBytes) : WriteOnlyStream
{
    private readonly MemoryStream kept = new();

    internal byte[] Bytes => kept.ToArray();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        kept.Write(buffer[..(int)Math.Min(buffer.Length, sizeBytes - kept.Length)]);
        if (kept.Length == sizeBytes)
            throw new IOException("enough");
    }

    public override void Flush() { }
}
