using Springform.Plan;
using Springform.Registry;

namespace Springform.Cache;

/// <summary>Brings one blob from a registry into the store.</summary>
internal sealed class BlobDownload(RegistryRepository repository, BlobStore store)
{
    /// <summary>Null when the registry does not have it.</summary>
    /// <param name="refusal">why what came cannot be the result, which is then not kept; null: it can</param>
    public async Task<Blob?> FetchAsync(string name, ContentKey key, Func<Blob, CancellationToken, Task<string?>> refusal, CancellationToken cancellation)
    {
        var document = await repository.ManifestAsync(CacheManifest.Tag(name, key.Text), [CacheManifest.MediaType], cancellation);
        if (document is null)
            return null;
        var manifest = CacheManifest.Parse(document) ?? throw new InvalidDataException("the tag does not hold a result");
        if (manifest.Name != name || manifest.Key != key.Text)
            throw new InvalidDataException($"the tag holds {manifest.Name} with key {manifest.Key}, not {key.Text}");
        var blob = await store.PutAsync(name, key, (file, token) => repository.CopyBlobAsync(manifest.Digest, manifest.SizeBytes, file, token), cancellation);
        if (await refusal(blob, cancellation) is not { } reason)
            return blob;
        File.Delete(blob.Path);
        throw new InvalidDataException($"what the tag holds {reason}");
    }
}
