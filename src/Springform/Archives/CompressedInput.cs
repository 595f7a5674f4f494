using System.IO.Compression;

namespace Springform.Archives;

/// <summary>Looks at the first bytes of a stream that cannot seek, and unpacks it when they are gzip's or zstd's.</summary>
internal static class CompressedInput
{
    // Below what the runtime keeps on its heap of large objects: archives nested in archives open many.
    private const int BufferBytes = 64 << 10;

    // GZipStream takes an input that ends within the trailer for whole, and checks nothing. So an empty member follows the
    // last one: behind a whole trailer it adds nothing, and what is missing of a cut one is filled with bytes that do not fit.
    private static readonly byte[] EmptyMember = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Disposing the result leaves <paramref name="input"/> open.</summary>
    internal static Stream Open(Stream input)
    {
        var head = new byte[4];
        var length = input.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var start = head.AsMemory(0, length);
        Stream plain = head is [0x1F, 0x8B, ..] ? new GZipStream(new Framed(start, input, EmptyMember), CompressionMode.Decompress)
            : head.AsSpan().SequenceEqual(ZstdInput.Magic) ? new ZstdInput(new Framed(start, input, default))
            : new Framed(start, input, default);
        return new BufferedStream(plain, BufferBytes);
    }

    private sealed class Framed(ReadOnlyMemory<byte> head, Stream middle, ReadOnlyMemory<byte> tail) : ReadOnlyStream
    {
        private ReadOnlyMemory<byte> head = head;
        private ReadOnlyMemory<byte> tail = tail;

        public override int Read(Span<byte> buffer)
        {
            if (head.Length > 0)
                return Take(ref head, buffer);

            var count = middle.Read(buffer);
            return count > 0 ? count : Take(ref tail, buffer);
        }

        private static int Take(ref ReadOnlyMemory<byte> source, Span<byte> buffer)
        {
            var count = Math.Min(source.Length, buffer.Length);
            source.Span[..count].CopyTo(buffer);
            source = source[count..];
            return count;
        }
    }
}
