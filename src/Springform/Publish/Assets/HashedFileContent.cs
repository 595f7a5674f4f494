using System.Net;
using System.Security.Cryptography;

namespace Springform.Publish.Assets;

/// <summary>
/// A file as a request's body, streamed, hashed on the way. Its last piece is held back until the hash is known to be the expected one: a file that changes while
/// it is sent never becomes a whole asset.
/// </summary>
/// <param name="moved">told the number of bytes of each piece that went out</param>
internal sealed class HashedFileContent(LocalAsset asset, Action<int> moved) : HttpContent
{
    private const int PieceBytes = 1 << 17;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <exception cref="AssetChangedException">the file is not the one that was built</exception>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(asset.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[PieceBytes];
        var left = asset.SizeBytes;
        while (left > 0)
        {
            var count = await file.ReadAsync(piece.AsMemory(0, (int)Math.Min(piece.Length, left)), cancellationToken);
            left -= count;
            hash.AppendData(piece, 0, count);
            if (count == 0 || (left == 0 && Convert.ToHexStringLower(hash.GetHashAndReset()) != asset.Sha256))
            {
                throw new AssetChangedException(asset);
            }

            await stream.WriteAsync(piece.AsMemory(0, count), cancellationToken);
            moved(count);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = asset.SizeBytes;
        return true;
    }
}
