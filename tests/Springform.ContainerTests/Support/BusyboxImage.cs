using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using Springform.Machine;

namespace Springform.ContainerTests.Support;

/// <summary>A 2 MB image of Debian's busybox-static as a docker-archive: no registry is needed to have something that runs.</summary>
internal sealed class BusyboxImage(ProcessRunner processes)
{
    private static readonly string[] Applets =
    [
        "sh",
        "ls",
        "cat",
        "echo",
        "sleep",
        "env",
        "id",
        "ps",
        "true",
        "false",
        "seq",
        "dd",
        "pwd",
        "mkdir",
        "cp",
        "rm",
        "wc",
        "kill",
        "head",
        "test",
        "touch",
        "stat",
        "sha256sum",
        "ip",
        "uname",
        "chown",
        "tr",
        "grep",
        "find",
        "nslookup",
        "wget",
        "yes",
    ];

    /// <summary>localhost/springform/busybox:amd64 and :arm64.</summary>
    public static string Tag(string platform) => "localhost/springform/busybox:" + platform["linux/".Length..];

    public async Task WriteAsync(string platform, Stream stream, CancellationToken cancellation)
    {
        var layer = await LayerAsync(platform, cancellation);
        var config = Encoding.UTF8.GetBytes(Config(platform, layer));
        var manifest = Encoding.UTF8.GetBytes($$"""[{"Config":"{{Hash(config)}}.json","RepoTags":["{{Tag(platform)}}"],"Layers":["layer.tar"]}]""");
        await using var archive = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true);
        foreach (var (name, content) in new[] { ($"{Hash(config)}.json", config), ("layer.tar", layer), ("manifest.json", manifest) })
            await archive.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) }, cancellation);
    }

    /// <summary>The image's config, as docker keeps it.</summary>
    public static string Config(string platform, byte[] layer) =>
        $$"""
            { "architecture": "{{platform["linux/".Length..]}}", "os": "linux", "config": { "Env": ["PATH=/bin"] },
              "history": [{ "created": "1970-01-01T00:00:00Z", "created_by": "busybox" }],
              "rootfs": { "type": "layers", "diff_ids": ["sha256:{{Hash(layer)}}"] } }
            """;

    /// <summary>The one layer, a tar.</summary>
    public async Task<byte[]> LayerAsync(string platform, CancellationToken cancellation)
    {
        var packages = await new DebianPackages(processes).UnpackAsync(platform["linux/".Length..], ["busybox-static"], cancellation);
        const UnixFileMode mode = (UnixFileMode)0b111_101_101;
        using var layer = new MemoryStream();
        await using (var writer = new TarWriter(layer, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var folder in new[] { "bin/", "tmp/", "etc/" })
                await writer.WriteEntryAsync(Entry(TarEntryType.Directory, folder, mode), cancellation);
            await using var program = File.OpenRead(Path.Combine(packages, "bin", "busybox"));
            var busybox = Entry(TarEntryType.RegularFile, "bin/busybox", mode);
            busybox.DataStream = program;
            await writer.WriteEntryAsync(busybox, cancellation);
            foreach (var applet in Applets)
            {
                var link = Entry(TarEntryType.SymbolicLink, "bin/" + applet, mode);
                link.LinkName = "busybox";
                await writer.WriteEntryAsync(link, cancellation);
            }
        }

        return layer.ToArray();
    }

    // No clock: suites that load the image at the same time must load the same one.
    private static UstarTarEntry Entry(TarEntryType type, string name, UnixFileMode mode) =>
        new(type, name) { Mode = mode, ModificationTime = DateTimeOffset.UnixEpoch };

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
