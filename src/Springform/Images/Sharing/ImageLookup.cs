using Springform.Archives.Image;
using Springform.Plan;
using Springform.Registry;

namespace Springform.Images.Sharing;

/// <summary>Finds a builder in a registry by its key. A tag can be moved by anybody, so the image's own labels decide, as in the engine.</summary>
internal static class ImageLookup
{
    /// <summary>Null when the registry does not have it; <see cref="InvalidDataException"/> when the key's tag holds something else.</summary>
    public static async Task<SharedImage?> FindAsync(RegistryRepository repository, BuilderStep builder, CancellationToken cancellation)
    {
        var document = await repository.ManifestAsync(builder.SharedTag!, [ImageManifest.MediaType], cancellation);
        if (document is null)
            return null;
        var manifest = ImageManifest.Parse(document);
        if (manifest.Config.SizeBytes > RegistryRepository.MaximumDocumentBytes)
            throw new InvalidDataException($"its config has {manifest.Config.SizeBytes} bytes");
        using var config = new MemoryStream();
        await repository.CopyBlobAsync(manifest.Config.Digest, manifest.Config.SizeBytes, config, cancellation);
        var facts = ConfigFacts.Parse(config.ToArray());
        return facts.WhyNot(builder, manifest.Layers.Count) is { } reason
            ? throw new InvalidDataException(reason)
            : new SharedImage(Descriptor.Of(ImageManifest.MediaType, document), manifest, config.ToArray(), facts.DiffIds);
    }
}
