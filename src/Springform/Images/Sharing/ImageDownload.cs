using Springform.Archives;
using Springform.Archives.Image;
using Springform.Engine;
using Springform.Registry;

namespace Springform.Images.Sharing;

/// <summary>Gets one image from a registry, and compares every layer with its digest, packed and unpacked.</summary>
internal sealed class ImageDownload(RegistryRepository repository, IContainerEngine engine, string scratchFolder)
{
    /// <summary>Into the engine.</summary>
    /// <param name="reference">the tag that the engine gives it</param>
    public Task LoadAsync(SharedImage image, string reference, CancellationToken cancellation) =>
        SharingFolder.UseAsync(
            scratchFolder,
            async folder =>
            {
                var archive = new ImageArchive(image.Config, await LayersAsync(image, folder, cancellation));
                await engine.LoadImageAsync((stream, token) => archive.WriteAsync(reference, stream, token), cancellation);
                return true;
            }
        );

    /// <summary>Into nothing: <see cref="InvalidDataException"/> when what comes is not what it says.</summary>
    public Task VerifyAsync(SharedImage image, CancellationToken cancellation) =>
        SharingFolder.UseAsync(scratchFolder, folder => LayersAsync(image, folder, cancellation));

    private async Task<List<ImageLayer>> LayersAsync(SharedImage image, string folder, CancellationToken cancellation)
    {
        var layers = new List<ImageLayer>();
        foreach (var (layer, diffId) in image.Parts.Layers.Zip(image.DiffIds))
        {
            var path = Path.Combine(folder, $"{diffId["sha256:".Length..]}.tar");
            if (!File.Exists(path))
                await FetchAsync(layer, diffId, path, cancellation);
            layers.Add(new ImageLayer(path, diffId["sha256:".Length..]));
        }

        return layers;
    }

    private async Task FetchAsync(Descriptor layer, string diffId, string path, CancellationToken cancellation)
    {
        var packed = path + ".packed";
        await using (var file = File.Create(packed))
            await repository.CopyBlobAsync(layer.Digest, layer.SizeBytes, file, cancellation);
        await BlockingWork.Run(() => Check(packed, diffId, path), cancellation);
    }

    // All engines load plain and gzip layers; docker before 23 knows no zstd.
    private static void Check(string packed, string diffId, string path)
    {
        if (LayerFile.Suffix(packed) != "+zstd")
        {
            LayerFile.Unpack(packed, diffId, Stream.Null);
            File.Move(packed, path);
            return;
        }

        using (var tar = File.Create(path))
            LayerFile.Unpack(packed, diffId, tar);
        File.Delete(packed);
    }
}
