using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Springform.Engine;
using Springform.Plan;

namespace Springform.Images;

/// <summary>Loads an image whose layers are tars on disk, for the platform that is said: nothing is run or emulated for it.</summary>
internal static class LayeredImage
{
    public static Task LoadAsync(
        IContainerEngine engine, string reference, string platform, IReadOnlyList<string> layers, IReadOnlyDictionary<string, string> labels, CancellationToken cancellation) =>
        engine.LoadImageAsync((stream, token) => WriteAsync(stream, reference, platform, layers, labels, token), cancellation);

    private static async Task WriteAsync(Stream stream, string reference, string platform, IReadOnlyList<string> layers, IReadOnlyDictionary<string, string> labels, CancellationToken cancellation)
    {
        List<(string Path, string Sha)> hashed = [];
        foreach (var layer in layers)
        {
            await using var file = File.OpenRead(layer);
            hashed.Add((layer, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation))));
        }

        var p = Platform.Of(platform);
        var config = new JsonObject
        {
            ["architecture"] = p.Architecture,
            ["os"] = p.Os,
            ["created"] = "1970-01-01T00:00:01Z",
            ["config"] = new JsonObject { ["Env"] = new JsonArray("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"), ["Labels"] = new JsonObject(labels.Select(l => KeyValuePair.Create(l.Key, (JsonNode?)l.Value))) },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray([.. hashed.Select(l => (JsonNode)$"sha256:{l.Sha}")]) },
        };
        if (p.Variant is { } variant)
            config["variant"] = variant;
        var json = System.Text.Encoding.UTF8.GetBytes(config.ToJsonString());
        var id = Convert.ToHexStringLower(SHA256.HashData(json));
        var manifest = new JsonArray(new JsonObject { ["Config"] = $"{id}.json", ["RepoTags"] = new JsonArray(reference), ["Layers"] = new JsonArray([.. hashed.Select(l => (JsonNode)$"{l.Sha}.tar")]) });
        await using var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true);
        await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, $"{id}.json") { DataStream = new MemoryStream(json) }, cancellation);
        foreach (var layer in hashed)
        {
            await using var file = File.OpenRead(layer.Path);
            await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, $"{layer.Sha}.tar") { DataStream = file }, cancellation);
        }

        await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, "manifest.json") { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(manifest.ToJsonString())) }, cancellation);
    }
}
