using Springform.Archives.Image;
using Springform.Registry;

namespace Springform.Images.Sharing;

/// <summary>The parts of images on their way to a registry: what is there is not sent again, and what was sent is asked for again.</summary>
internal sealed class ImageParts(RegistryRepository repository)
{
    /// <returns>1 when the blob was sent, 0 when it was there</returns>
    public async Task<int> PutBlobAsync(Descriptor blob, Func<HttpContent> content, CancellationToken cancellation) =>
        await repository.PutBlobAsync(
            blob.Digest,
            () =>
            {
                var body = content();
                body.Headers.ContentType = new("application/octet-stream");
                return body;
            },
            cancellation
        )
            ? 1
            : 0;

    /// <summary><see cref="InvalidDataException"/> when a part of an image that the registry lists is not there.</summary>
    public async Task RequireBlobsAsync(ImageManifest manifest, CancellationToken cancellation)
    {
        foreach (var blob in manifest.Layers.Append(manifest.Config).DistinctBy(blob => blob.Digest))
        {
            var size = await repository.BlobSizeAsync(blob.Digest, cancellation);
            if (size is null || (size >= 0 && size != blob.SizeBytes))
                throw new InvalidDataException($"{blob.Digest} of {blob.SizeBytes} bytes {(size is null ? "is not there" : $"has {size} bytes there")}");
        }
    }

    /// <summary>Stores a manifest or index and reads it back.</summary>
    public async Task PutManifestAsync(string reference, string mediaType, byte[] document, CancellationToken cancellation)
    {
        await repository.PutManifestAsync(reference, mediaType, document, cancellation);
        var stored = await repository.ManifestAsync(reference, [mediaType], cancellation);
        if (stored is null || !stored.AsSpan().SequenceEqual(document))
            throw new InvalidDataException($"{reference} was stored, but what the registry gives for it is {(stored is null ? "nothing" : "another")}");
    }
}
