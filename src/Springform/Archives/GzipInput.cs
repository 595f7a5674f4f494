using System.IO.Compression;

namespace Springform.Archives;

/// <summary>Looks at the first two bytes of a stream that cannot seek, and unpacks it when they are gzip's.</summary>
internal static class GzipInput
{
    private const int BufferBytes = 128 << 10;

    /// <summary>Disposing the result leaves <paramref name="input"/> open.</summary>
    internal static Stream Open(Stream input)
    {
        var head = new byte[2];
        var length = input.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var whole = new Headed(head.AsMemory(0, length), input);
        var isGzip = head is [0x1F, 0x8B];
        return new BufferedStream(isGzip ? new GZipStream(whole, CompressionMode.Decompress) : whole, BufferBytes);
    }

    private sealed class Headed(ReadOnlyMemory<byte> head, Stream rest) : ReadOnlyStream
    {
        private ReadOnlyMemory<byte> head = head;

        public override int Read(Span<byte> buffer)
        {
            if (head.Length == 0)
                return rest.Read(buffer);

            var count = Math.Min(head.Length, buffer.Length);
            head.Span[..count].CopyTo(buffer);
            head = head[count..];
            return count;
        }
    }
}
