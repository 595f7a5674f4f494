using System.Buffers;

namespace Springform.Abi.Elf;

/// <summary>Bytes that are in memory already; reading them copies nothing.</summary>
/// <param name="borrowed">given back to the shared pool when this is disposed; null: not borrowed</param>
internal sealed class MemorySource(ReadOnlyMemory<byte> bytes, byte[]? borrowed = null) : ByteSource
{
    public override long Length => bytes.Length;

    public override ByteSource Slice(long offset, long count)
    {
        var from = (int)Math.Min(offset, Length);
        return new MemorySource(bytes.Slice(from, (int)Math.Min(count, Length - from)));
    }

    public override int ReadSome(long offset, Span<byte> buffer)
    {
        if (offset >= Length)
            return 0;
        var count = (int)Math.Min(buffer.Length, Length - offset);
        bytes.Span.Slice((int)offset, count).CopyTo(buffer);
        return count;
    }

    public override void Dispose()
    {
        base.Dispose();
        if (borrowed is not null)
            ArrayPool<byte>.Shared.Return(borrowed);
        borrowed = null;
    }

    protected override ReadOnlySpan<byte> ReadInside(long offset, int count) => bytes.Span.Slice((int)offset, count);
}
