using Springform.Archives;
using Springform.Archives.Image;
using Springform.Engine;
using Springform.Errors;
using Springform.Http;
using Springform.Plan;

namespace Springform.Images.Sharing;

/// <summary>
/// Brings one image from the engine to a registry: layers, config, the manifest by its digest, and last the tag that makes it visible. What is there is not
/// sent again, and what was sent is asked for again.
/// </summary>
internal sealed class ImageUpload(ImageParts parts, IContainerEngine engine, string scratchFolder)
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
                    sent += await parts.PutBlobAsync(layer, () => new FileBody(path, layer.SizeBytes), cancellation);
                sent += await parts.PutBlobAsync(manifest.Config, () => new ByteArrayContent(saved.Config), cancellation);
                await parts.RequireBlobsAsync(manifest, cancellation);
                var document = manifest.ToJson();
                var descriptor = Descriptor.Of(ImageManifest.MediaType, document);
                await parts.PutManifestAsync(descriptor.Digest, ImageManifest.MediaType, document, cancellation);
                await parts.PutManifestAsync(builder.SharedTag!, ImageManifest.MediaType, document, cancellation);
                return (descriptor, sent, manifest.Layers.Select(layer => layer.Digest).Distinct().Count() + 1);
            }
        );

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
