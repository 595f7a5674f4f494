using Springform.Archives;

namespace Springform.Engine;

/// <summary>
/// Hands a stream on only when something comes through it: an engine that cannot find a path says so by writing nothing, and no reader should take
/// that for an empty archive.
/// </summary>
internal sealed class FirstBytes(Func<Stream, CancellationToken, Task> read)
{
    public bool Came { get; private set; }

    public async Task ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var first = new byte[512];
        // An asynchronous read of a pipe would make every later one wait for two more threads, whatever its kind.
        var count = await BlockingWork.Run(() => stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false), cancellation);
        if (count == 0)
            return;
        Came = true;
        await using var whole = new RejoinedStream(first.AsMemory(0, count), stream);
        await read(whole, cancellation);
        // A tar reader stops at the end mark; the engine's client waits until the padding after it is taken too.
        await stream.CopyToAsync(Stream.Null, cancellation);
    }

    private sealed class RejoinedStream(ReadOnlyMemory<byte> first, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> _first = first;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var count = Take(buffer);
            return count > 0 || buffer.Length == 0 ? count : rest.Read(buffer);
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Take(buffer.Span);
            return count > 0 || buffer.Length == 0 ? count : await rest.ReadAsync(buffer, cancellationToken);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Take(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, _first.Length);
            _first.Span[..count].CopyTo(buffer);
            _first = _first[count..];
            return count;
        }
    }
}
