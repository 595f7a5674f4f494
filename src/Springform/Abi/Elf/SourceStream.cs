namespace Springform.Abi.Elf;

/// <summary>A source read from its beginning to its end, for what wants a stream.</summary>
internal sealed class SourceStream(ByteSource source) : Stream
{
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => source.Length;

    public override long Position
    {
        get => position;
        set => position = value >= 0 ? value : throw new IOException("a position before the beginning");
    }

    public override int Read(Span<byte> buffer)
    {
        var count = source.ReadSome(position, buffer);
        position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) =>
        Position =
            offset
            + origin switch
            {
                SeekOrigin.Begin => 0,
                SeekOrigin.Current => position,
                _ => Length,
            };

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is ever written.
    }
}
