using System.Text.Json;
using Springform.Archives;

namespace Springform.Images.Sharing;

/// <summary>
/// What <c>docker save</c> or <c>podman save</c> wrote, taken apart into files. All write the docker-archive (docker image specification 1.2): manifest.json
/// names config and layers. docker 20.10 and podman write a layer that comes twice as a link.
/// </summary>
/// <param name="Layers">files, lowest first; plain, or compressed where the engine keeps them so</param>
internal sealed record SavedImage(byte[] Config, IReadOnlyList<string> Layers)
{
    private static readonly ArchiveReader Reader = new(new ArchiveLimits { LooksOnly = true });

    /// <summary><see cref="InvalidDataException"/> when it is no image; E503 when it is cut off.</summary>
    /// <param name="folder">receives the files, under numbers: no name of the archive becomes a path</param>
    public static async Task<SavedImage> ReadAsync(Stream archive, string folder, CancellationToken cancellation)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        await Reader.ReadTarAsync(
            archive,
            (item, content) =>
            {
                if (item.LinkTarget is { } target)
                    links[item.Path] = item.Kind == ArchiveEntryKind.Symlink ? Beside(item.Path, target) : target;
                if (item.Kind != ArchiveEntryKind.File)
                    return;
                var path = files[item.Path] = Path.Combine(folder, $"{files.Count}");
                using var file = File.Create(path);
                content.CopyTo(file);
            },
            cancellation
        );

        string Find(string? name) =>
            files.GetValueOrDefault(links.GetValueOrDefault(name ?? "", name ?? "")) ?? throw new InvalidDataException($"it has no {name}");
        try
        {
            var images = JsonSerializer.Deserialize<Entry[]>(await File.ReadAllBytesAsync(Find("manifest.json"), cancellation));
            return images is [{ Config: { } config, Layers: { } layers }]
                ? new SavedImage(await File.ReadAllBytesAsync(Find(config), cancellation), [.. layers.Select(Find)])
                : throw new InvalidDataException("its manifest.json does not name one image");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException("its manifest.json cannot be read", error);
        }
    }

    private sealed record Entry(string? Config, IReadOnlyList<string>? Layers);

    // ../ABC/layer.tar in DEF/layer.tar is ABC/layer.tar.
    private static string Beside(string path, string target)
    {
        var parts = path.Split('/')[..^1].ToList();
        foreach (var part in target.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or ".." or ""))
                parts.Add(part);
        }

        return string.Join('/', parts);
    }
}
