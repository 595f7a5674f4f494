using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Springform.Archives.Image;

/// <summary>One image of one layer, as <see cref="OciLayout"/> holds it, taken apart; each part has the digest that it is named by.</summary>
/// <param name="Document">the manifest as it is</param>
/// <param name="LayerPath">a file; null: the layer was only looked at</param>
internal sealed record PackedImage(ImageManifest Manifest, byte[] Document, byte[] Config, string? LayerPath)
{
    private const int MaximumDocumentBytes = 4 << 20;

    public Descriptor Descriptor => Descriptor.Of(ImageManifest.MediaType, Document);

    public Descriptor Layer => Manifest.Layers[0];

    /// <summary><see cref="InvalidDataException"/> for anything that we would not have written; E502, E503 for what is no tar.</summary>
    /// <param name="folder">receives the layer; null: nothing does</param>
    public static async Task<PackedImage> ReadAsync(string path, string? folder, CancellationToken cancellation)
    {
        var documents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        await new ArchiveReader().ReadTarAsync(
            file,
            (item, content) =>
            {
                if (item.Kind != ArchiveEntryKind.File)
                    return;
                sizes[item.Path] = item.SizeBytes;
                if (item.SizeBytes <= MaximumDocumentBytes)
                    documents[item.Path] = Bytes(content);
                if (item.Path.StartsWith(OciLayout.BlobFolder, StringComparison.Ordinal))
                    Blob(item.Path, documents.TryGetValue(item.Path, out var bytes) ? new MemoryStream(bytes) : content, folder);
            },
            cancellation
        );
        var document = DocumentOf(documents, Single(documents));
        var manifest = ImageManifest.Parse(document);
        var config = DocumentOf(documents, manifest.Config);
        if (manifest.Layers is not [var layer] || sizes.GetValueOrDefault(OciLayout.BlobPath(layer.Digest), -1) != layer.SizeBytes)
            throw new InvalidDataException("its manifest does not name the one layer that is there");
        return new PackedImage(manifest, document, config, folder is null ? null : PathIn(folder, layer.Digest));
    }

    private static Descriptor Single(Dictionary<string, byte[]> documents)
    {
        try
        {
            return JsonNode.Parse(documents.GetValueOrDefault(OciLayout.IndexFile) ?? [])?["manifests"]?.AsArray() is [var only]
                ? Descriptor.Parse(only)
                : throw new InvalidDataException("its index does not name one image");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("its index cannot be read", error);
        }
    }

    private static byte[] DocumentOf(Dictionary<string, byte[]> documents, Descriptor descriptor) =>
        documents.GetValueOrDefault(OciLayout.BlobPath(descriptor.Digest)) is { } document && document.Length == descriptor.SizeBytes
            ? document
            : throw new InvalidDataException($"{descriptor.Digest} of {descriptor.SizeBytes} bytes is not in it");

    private static void Blob(string name, Stream content, string? folder)
    {
        var digest = $"sha256:{name[OciLayout.BlobFolder.Length..]}";
        using var file = folder is null || !Descriptor.IsDigest(digest) ? Stream.Null : File.Create(PathIn(folder, digest));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[1 << 18];
        int count;
        while ((count = content.Read(piece)) > 0)
        {
            hash.AppendData(piece, 0, count);
            file.Write(piece, 0, count);
        }

        if ($"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}" != digest)
            throw new InvalidDataException($"its part {name} has another digest");
    }

    private static string PathIn(string folder, string digest) => Path.Combine(folder, digest["sha256:".Length..]);

    private static byte[] Bytes(Stream content)
    {
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
