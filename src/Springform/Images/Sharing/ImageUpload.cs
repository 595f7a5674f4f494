using Springform.Archives;
using Springform.Engine;
using Springform.Errors;
using Springform.Http;
using Springform.Plan;
using Springform.Registry;

namespace Springform.Images.Sharing;

/// <summary>
/// Brings one image from the engine to a registry: layers, config, the manifest by its digest, and last the tag that makes it visible. What is there is not
/// sent again, and what was sent is asked for again.
/// </summary>
internal sealed class ImageUpload(RegistryRepository repository, IContainerEngine engine, string scratchFolder)
{
    /// <returns>the image's manifest, and how many of its blobs were sent</returns>
    public Task<(Descriptor Manifest, int Sent, int Blobs)> PushAsync(BuilderStep builder, CancellationToken cancellation) =>
        SharingFolder.UseAsync(
            scratchFolder,
            async folder =>
            {
                var saved = await SaveAsync(builder, folder, cancellation);
                var facts = ConfigFacts.Parse(saved.Config);
                var layers = await PackAsync(saved, facts, cancellation);
                var manifest = new ImageManifest(Descriptor.Of(ImageManifest.ConfigType, saved.Config), [.. layers.Select(layer => layer.Descriptor)]);
                var sent = 0;
                foreach (var (path, layer) in layers.DistinctBy(layer => layer.Descriptor.Digest))
                    sent += await PutAsync(layer, () => new FileBody(path, layer.SizeBytes), cancellation);
                sent += await PutAsync(manifest.Config, () => new ByteArrayContent(saved.Config), cancellation);
                await RequireBlobsAsync(manifest, cancellation);
                var document = manifest.ToJson();
                var descriptor = Descriptor.Of(ImageManifest.MediaType, document);
                await PutManifestAsync(descriptor.Digest, ImageManifest.MediaType, document, cancellation);
                await PutManifestAsync(builder.SharedTag!, ImageManifest.MediaType, document, cancellation);
                return (descriptor, sent, manifest.Layers.Select(layer => layer.Digest).Distinct().Count() + 1);
            }
        );

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

    private async Task<int> PutAsync(Descriptor blob, Func<HttpContent> content, CancellationToken cancellation) =>
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

    private async Task<SavedImage> SaveAsync(BuilderStep builder, string folder, CancellationToken cancellation)
    {
        SavedImage? saved = null;
        try
        {
            await engine.SaveImageAsync(builder.Reference, async (archive, token) => saved = await SavedImage.ReadAsync(archive, folder, token), cancellation);
            var reason = saved is null ? "it wrote nothing" : ConfigFacts.Parse(saved.Config).WhyNot(builder, saved.Layers.Count);
            return reason is null ? saved! : throw new InvalidDataException(reason);
        }
        catch (InvalidDataException error)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.EngineFailed,
                    $"what the engine saved as {builder.Reference} is not the builder: {error.Message}",
                    $"builder {builder.Id}",
                    "run --target=BuilderImage --no-cache, which makes it anew"
                ),
                error
            );
        }
    }

    private static Task<List<(string Path, Descriptor Descriptor)>> PackAsync(SavedImage saved, ConfigFacts facts, CancellationToken cancellation) =>
        BlockingWork.Run(
            () =>
            {
                var packed = new Dictionary<string, (string, Descriptor)>(StringComparer.Ordinal);
                foreach (var (layer, diffId) in saved.Layers.Zip(facts.DiffIds))
                {
                    if (packed.ContainsKey(layer))
                        continue;
                    var path = LayerFile.Pack(layer, diffId, cancellation);
                    packed[layer] = (path, LayerFile.Describe(path));
                }

                return saved.Layers.Select(layer => packed[layer]).ToList();
            },
            cancellation
        );
}
