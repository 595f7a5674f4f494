using System.IO.Compression;

namespace Springform.Archives.Gzip;

/// <summary>Unpacks gzip (RFC 1952), member after member, and notices an input that ends early.</summary>
internal static class GzipInput
{
    // GZipStream takes an input that ends within the trailer for whole, and checks nothing. So an empty member follows the
    // last one: behind a whole trailer it adds nothing, and what is missing of a cut one is filled with bytes that do not fit.
    private static readonly byte[] EmptyMember = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>With the one method of compression that there is.</summary>
    internal static ReadOnlySpan<byte> Magic => [0x1F, 0x8B, 0x08];

    /// <summary>Disposing the result leaves <paramref name="input"/> open.</summary>
    internal static Stream Open(Stream input) =>
        new BufferedStream(new GZipStream(new Followed(input, EmptyMember), CompressionMode.Decompress), CompressedInput.BufferBytes);

    private sealed class Followed(Stream first, ReadOnlyMemory<byte> tail) : ReadOnlyStream
    {
        private ReadOnlyMemory<byte> tail = tail;

        public override int Read(Span<byte> buffer)
        {
            var count = first.Read(buffer);
            if (count > 0)
                return count;

            count = Math.Min(tail.Length, buffer.Length);
            tail.Span[..count].CopyTo(buffer);
            tail = tail[count..];
            return count;
        }
    }
}
