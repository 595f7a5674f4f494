using System.Net;

namespace Springform.Registry;

/// <summary>A file as a request's body, streamed; says each time that a piece went out.</summary>
internal sealed class StallGuardedContent : HttpContent
{
    private const int PieceBytes = 1 << 18;
    private readonly string _path;
    private readonly long _sizeBytes;

    public StallGuardedContent(string path, long sizeBytes)
    {
        _path = path;
        _sizeBytes = sizeBytes;
        Headers.ContentType = new("application/octet-stream");
    }

    public Action Moved { get; set; } = () => { };

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0, FileOptions.Asynchronous);
        var piece = new byte[PieceBytes];
        int count;
        while ((count = await file.ReadAsync(piece, cancellationToken)) > 0)
        {
            await stream.WriteAsync(piece.AsMemory(0, count), cancellationToken);
            Moved();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _sizeBytes;
        return true;
    }
}
