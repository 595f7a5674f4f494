using System.Security.Cryptography;
using System.Text.Json;
using Springform.Archives.Tar;

namespace Springform.Archives.Image;

/// <summary>
/// An image as <c>docker load</c> and <c>podman load</c> take it (docker image specification 1.2, "Combined Image JSON +
/// Filesystem Changeset Format"): manifest.json, the config, the layers. Unlike <c>docker import</c> it records the
/// platform right.
/// </summary>
internal sealed class ImageArchive
{
    private readonly IReadOnlyList<ImageLayer> layers;
    private readonly byte[] config;

    /// <param name="description">platform, environment, labels</param>
    /// <param name="layers">lowest first, at least one; the files are read when the archive is written</param>
    public ImageArchive(ImageDescription description, IReadOnlyList<ImageLayer> layers)
        : this(ImageConfig.Of(description, layers).ToJson(), layers) { }

    /// <summary>An image that exists elsewhere, with its own config.</summary>
    public ImageArchive(byte[] config, IReadOnlyList<ImageLayer> layers)
    {
        ArgumentOutOfRangeException.ThrowIfZero(layers.Count);
        this.layers = layers;
        this.config = config;
        Id = Convert.ToHexStringLower(SHA256.HashData(config));
    }

    /// <summary>
    /// SHA-256 of the config, 64 hexadecimal digits: the image id in podman and in docker's own store. Docker with the
    /// containerd store shows the digest of the manifest that it makes when it loads; that one depends on the content alone too.
    /// </summary>
    public string Id { get; }

    /// <summary>Streams the archive; the same image gives the same bytes.</summary>
    /// <param name="repositoryTag"><c>name:tag</c>; null for an image without a name</param>
    /// <param name="output">left open, such as the standard input of <c>docker load</c></param>
    /// <param name="cancellation">looked at for each buffer</param>
    public Task WriteAsync(string? repositoryTag, Stream output, CancellationToken cancellation)
    {
        var manifest = new[] { new ManifestEntry($"{Id}.json", repositoryTag is null ? [] : [repositoryTag], [.. layers.Select(LayerName)]) };
        var entries = layers
            .DistinctBy(layer => layer.DiffId)
            .Select(layer => ArchiveEntry.FromFile(LayerName(layer), layer.HostPath, executable: false))
            .Append(ArchiveEntry.FromBytes($"{Id}.json", config))
            .Append(ArchiveEntry.FromBytes("manifest.json", JsonSerializer.SerializeToUtf8Bytes(manifest)));
        return TarArchive.WriteAsync(entries, output, sourceDateEpoch: 0, cancellation);
    }

    private static string LayerName(ImageLayer layer) => $"{layer.DiffId}.tar";

    private sealed record ManifestEntry(string Config, IReadOnlyList<string> RepoTags, IReadOnlyList<string> Layers);
}
