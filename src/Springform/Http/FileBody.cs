using System.Net;
using System.Security.Cryptography;

namespace Springform.Http;

/// <summary>
/// A file as a request's body, streamed; says each time that a piece went out. Where a hash is given, the last piece is held back until it is known to be the
/// file's: one that changes while it is sent never becomes whole.
/// </summary>
internal sealed class FileBody : HttpContent
{
    private const int PieceBytes = 1 << 17;
    private readonly string path;
    private readonly long sizeBytes;
    private readonly string? sha256;

    /// <param name="sha256">64 hex digits; null: the server compares</param>
    public FileBody(string path, long sizeBytes, string? sha256 = null)
    {
        (this.path, this.sizeBytes, this.sha256) = (path, sizeBytes, sha256);
        Headers.ContentType = new("application/octet-stream");
    }

    /// <summary>Told the number of bytes of each piece that went out.</summary>
    public Action<int> Moved { get; set; } = _ => { };

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <exception cref="FileChangedException">the file is shorter, or has another hash</exception>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read | FileShare.Delete,
            0,
            FileOptions.Asynchronous | FileOptions.SequentialScan
        );
        using var hash = sha256 is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[PieceBytes];
        var left = sizeBytes;
        while (left > 0)
        {
            var count = await file.ReadAsync(piece.AsMemory(0, (int)Math.Min(piece.Length, left)), cancellationToken);
            left -= count;
            hash?.AppendData(piece, 0, count);
            if (count == 0 || (left == 0 && hash is not null && Convert.ToHexStringLower(hash.GetHashAndReset()) != sha256))
                throw new FileChangedException(path);
            await stream.WriteAsync(piece.AsMemory(0, count), cancellationToken);
            Moved(count);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = sizeBytes;
        return true;
    }
}
