using Springform.Plan;
using Springform.Registry;

namespace Springform.Cache;

/// <summary>Brings one blob from a registry into the store.</summary>
internal sealed class BlobDownload(RegistryRepository repository, BlobStore store)
{
    /// <summary>Null when the registry does not have it.</summary>
    public async Task<Blob?> FetchAsync(string name, ContentKey key, CancellationToken cancellation)
    {
        var document = await repository.ManifestAsync(CacheManifest.Tag(name, key.Text), [CacheManifest.MediaType], cancellation);
        if (document is null)
            return null;
        var manifest = CacheManifest.Parse(document) ?? throw new InvalidDataException("the tag does not hold a result");
        if (manifest.Name != name || manifest.Key != key.Text)
            throw new InvalidDataException($"the tag holds {manifest.Name} with key {manifest.Key}, not {key.Text}");
        return await store.PutAsync(name, key, (file, token) => repository.CopyBlobAsync(manifest.Digest, manifest.SizeBytes, file, token), cancellation);
    }
}
