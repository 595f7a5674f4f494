using Springform.Http;
using Springform.Registry;

namespace Springform.Cache;

/// <summary>Stores one blob in a registry: content, the empty configuration, and last the manifest that makes both visible.</summary>
internal sealed class BlobUpload(RegistryRepository repository)
{
    public async Task PushAsync(Blob blob, CancellationToken cancellation)
    {
        var manifest = CacheManifest.Of(blob);
        await repository.PutBlobAsync(manifest.Digest, () => new FileBody(blob.Path, blob.SizeBytes), cancellation);
        await repository.PutBlobAsync(
            CacheManifest.EmptyDigest,
            () => new ByteArrayContent(CacheManifest.Empty) { Headers = { ContentType = new("application/octet-stream") } },
            cancellation
        );
        await repository.PutManifestAsync(CacheManifest.Tag(blob.Name, blob.Key.Text), CacheManifest.MediaType, manifest.ToJson(), cancellation);
    }
}
