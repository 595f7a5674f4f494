using System.Buffers;
using System.Text;
using Springform.Archives.Gzip;
using Springform.Archives.Tar;

namespace Springform.Archives.Image;

/// <summary>
/// A tar that holds an OCI image layout (image specification 1.1, image-layout.md) with one image of one layer: the entries, at the image's root.
/// podman and skopeo take it as it is. Read as an archive it gives the files of its layers.
/// </summary>
internal static class OciLayout
{
    internal const string IndexFile = "index.json";
    internal const string BlobFolder = "blobs/sha256/";
    private const string LayoutFile = "oci-layout";
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdef"u8);

    private static ReadOnlySpan<byte> Layout => """{"imageLayoutVersion":"1.0.0"}"""u8;

    /// <summary>A tar whose first file is a blob: of a folder that happens to be called so, the folder comes first, or another file.</summary>
    internal static bool Begins(ReadOnlySpan<byte> head)
    {
        const int nameBytes = 64;
        var folder = Encoding.ASCII.GetBytes(BlobFolder);
        return ArchiveFormats.Tar.Begins!(head)
            && head.StartsWith(folder)
            && head[folder.Length + nameBytes] == 0
            && !head.Slice(folder.Length, nameBytes).ContainsAnyExcept(Digits);
    }

    /// <inheritdoc cref="ArchiveWriter"/>
    internal static void Write(IReadOnlyList<ArchiveEntry> entries, Stream output, ArchiveWriting how, CancellationToken cancellation)
    {
        var image = how.Image ?? new ImageDescription("amd64") { SourceDateEpoch = how.SourceDateEpoch };
        using var spool = SpoolFile.Open(how.SpoolFolder, "layer");
        var (layer, diffId) = WriteLayer(entries, spool, how, cancellation);
        var config = ImageConfig.Of(image, [new ImageLayer(spool.Name, diffId)]).ToJson();
        var manifest = new ImageManifest(Descriptor.Of(ImageManifest.ConfigType, config), [layer]).ToJson();
        var descriptor = Descriptor.Of(ImageManifest.MediaType, manifest);
        TarArchive.Write(
            [
                ArchiveEntry.FromStream(
                    BlobPath(layer.Digest),
                    () =>
                    {
                        spool.Position = 0;
                        return spool;
                    },
                    layer.SizeBytes
                ),
                ArchiveEntry.FromBytes(BlobPath(Descriptor.DigestOf(config)), config),
                ArchiveEntry.FromBytes(BlobPath(descriptor.Digest), manifest),
                ArchiveEntry.FromBytes(IndexFile, new ImageIndex([(image.Platform, descriptor)]).ToJson()),
                ArchiveEntry.FromBytes(LayoutFile, Layout.ToArray()),
            ],
            output,
            how.SourceDateEpoch,
            cancellation
        );
    }

    /// <inheritdoc cref="ItemReader"/>
    internal static void Visit(Stream input, EntryGuard guard, ArchiveLimits limits, Action<ArchivedItem, Stream> visit)
    {
        TarItems.Visit(
            input,
            guard.OfContainer(),
            limits,
            (item, content) =>
            {
                Span<byte> start = stackalloc byte[GzipInput.Magic.Length];
                var head = start[..content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
                // Whatever is neither a layer nor a document would be seen by nobody who looks into the archive.
                if (item.Path.StartsWith(BlobFolder, StringComparison.Ordinal) && head.SequenceEqual(GzipInput.Magic))
                {
                    using var layer = GzipInput.Open(new Headed(head.ToArray(), content));
                    TarItems.Visit(layer, guard, limits, visit);
                }
                else if (item.Kind != ArchiveEntryKind.Directory && !head.StartsWith("{"u8))
                {
                    throw guard.Corrupt(EntryGuard.Show(item.Path, "belongs to no image of layers that are compressed with gzip"));
                }
            }
        );
    }

    internal static string BlobPath(string digest) => BlobFolder + digest["sha256:".Length..];

    /// <summary>Each folder is named: what an engine makes of one that is not has another time and mode in each of them.</summary>
    internal static IReadOnlyList<ArchiveEntry> WithFolders(IReadOnlyList<ArchiveEntry> entries)
    {
        var named = entries.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        return [.. entries, .. entries.SelectMany(entry => ArchivePath.Parents(entry.Path)).Where(named.Add).Select(ArchiveEntry.Directory)];
    }

    /// <summary>Compressed, with the SHA-256 of what it unpacks to.</summary>
    private static (Descriptor Layer, string DiffId) WriteLayer(
        IReadOnlyList<ArchiveEntry> entries,
        Stream spool,
        ArchiveWriting how,
        CancellationToken cancellation
    )
    {
        using var packed = new HashingStream(spool);
        using var gzip = new ParallelGzipStream(packed, how.Threads, cancellation);
        using var tar = new HashingStream(gzip);
        TarArchive.Write(entries, tar, how.SourceDateEpoch, cancellation);
        gzip.Complete();
        var result = packed.Result(path: null);
        return (new Descriptor($"{ImageManifest.LayerType}+gzip", $"sha256:{result.Sha256}", result.SizeBytes), tar.Result(path: null).Sha256);
    }
}
