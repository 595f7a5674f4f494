using Springform.Archives;
using Springform.Archives.Image;
using Springform.Engine;
using Springform.Names;

namespace Springform.Images;

/// <summary>Loads an image whose layers are tars on disk, for the platform that is said: nothing is run or emulated for it.</summary>
internal static class LayeredImage
{
    // What the distributions' own base images set, and containerd's default.
    private const string SearchPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public static Task LoadAsync(
        IContainerEngine engine,
        string reference,
        string platform,
        IReadOnlyList<ImageLayer> layers,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellation
    )
    {
        var names = Platform.Of(platform);
        var archive = new ImageArchive(
            new ImageDescription(names.Architecture)
            {
                Os = names.Os,
                Variant = names.Variant,
                Env = [SearchPath],
                Labels = labels,
            },
            layers
        );
        return engine.LoadImageAsync((stream, token) => archive.WriteAsync(reference, stream, token), cancellation);
    }
}
