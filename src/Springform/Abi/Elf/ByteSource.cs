using System.Buffers;

namespace Springform.Abi.Elf;

/// <summary>Bytes that can be read anywhere: a file, a part of one, or memory. Every read is checked against the length.</summary>
internal abstract class ByteSource : IDisposable
{
    /// <summary>Of one table: the largest string tables known have 12 MB. What says it is larger is refused, and never allocated.</summary>
    private const int MaxReadBytes = 24 << 20;

    /// <summary>Of all tables of one file together.</summary>
    private const int MaxTotalBytes = 48 << 20;

    private readonly List<byte[]> rented = [];
    private long readBytes;

    public abstract long Length { get; }

    /// <summary>Exactly these bytes; they stay valid until <see cref="Dispose"/>.</summary>
    /// <param name="what">for the error: <c>dynamic section</c></param>
    /// <exception cref="MalformedException">they lie outside, or are too many</exception>
    public ReadOnlySpan<byte> Read(long offset, long count, string what)
    {
        if (offset < 0 || count < 0 || offset > Length - count)
            throw new MalformedException($"its {what} lies outside the file: it is cut off or damaged");
        if (count > MaxReadBytes || (readBytes += count) > MaxTotalBytes)
            throw new MalformedException($"its {what} has {count} bytes, which exceeds the inspection limits");
        return ReadInside(offset, (int)count);
    }

    /// <summary>A part as a source of its own; it is cut where this one ends.</summary>
    public abstract ByteSource Slice(long offset, long count);

    /// <summary>All of it, from its beginning, seekable. The source outlives the stream.</summary>
    public Stream OpenStream() => new SourceStream(this);

    /// <summary>As many as there are; 0 at the end.</summary>
    public abstract int ReadSome(long offset, Span<byte> buffer);

    public virtual void Dispose()
    {
        rented.ForEach(array => ArrayPool<byte>.Shared.Return(array));
        rented.Clear();
    }

    protected virtual ReadOnlySpan<byte> ReadInside(long offset, int count)
    {
        var array = ArrayPool<byte>.Shared.Rent(count);
        rented.Add(array);
        var buffer = array.AsSpan(0, count);
        var done = 0;
        while (done < count)
        {
            var some = ReadSome(offset + done, buffer[done..]);
            if (some == 0)
                throw new MalformedException("it became shorter while it was read");
            done += some;
        }

        return buffer;
    }
}
