using System.Diagnostics;
using Springform.FakeGitHub.Faults;

namespace Springform.FakeGitHub.Http;

/// <summary>A request's body that is counted, can be slow, and can end in a broken connection.</summary>
/// <param name="bytesPerSecond">0 is no limit</param>
/// <param name="fault">may stop it</param>
internal sealed class RequestBody(Stream body, LoggedRequest request, long bytesPerSecond, Fault? fault) : Stream
{
    private readonly long started = Stopwatch.GetTimestamp();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => request.BytesReceived;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (fault?.StopsAfterBytes is { } end)
        {
            if (request.BytesReceived >= end)
                await fault.StopAsync(cancellationToken);
            buffer = buffer[..(int)Math.Min(buffer.Length, end - request.BytesReceived)];
        }

        var read = await body.ReadAsync(buffer, cancellationToken);
        request.Received(read);
        if (bytesPerSecond > 0)
            await PaceAsync(cancellationToken);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    private async Task PaceAsync(CancellationToken cancellationToken)
    {
        var ahead = TimeSpan.FromSeconds((double)request.BytesReceived / bytesPerSecond) - Stopwatch.GetElapsedTime(started);
        if (ahead > TimeSpan.FromMilliseconds(5))
            await Task.Delay(ahead, cancellationToken);
    }
}
