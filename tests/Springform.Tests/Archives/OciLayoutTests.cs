using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Springform.Archives;
using Springform.Archives.Image;
using Springform.Errors;

namespace Springform.Tests.Archives;

/// <summary>An .oci.tar is an OCI image layout (image specification 1.1) of one image with one layer, and an archive like every other.</summary>
public sealed class OciLayoutTests : IDisposable
{
    private const long Epoch = 1_793_527_200;

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_part_has_the_digest_size_and_media_type_that_the_specification_asks_for()
    {
        var files = await TarAsync(await PackAsync("x.oci.tar"));

        JsonNode.Parse(files["oci-layout"])!["imageLayoutVersion"]!.GetValue<string>().ShouldBe("1.0.0");
        var index = JsonNode.Parse(files["index.json"])!;
        index["schemaVersion"]!.GetValue<int>().ShouldBe(2);
        index["mediaType"]!.GetValue<string>().ShouldBe("application/vnd.oci.image.index.v1+json");
        var entry = index["manifests"]!.AsArray().ShouldHaveSingleItem()!;
        entry["platform"]!.ToJsonString().ShouldBe("""{"architecture":"arm64","os":"linux"}""");
        var manifest = JsonNode.Parse(Part(files, entry, "application/vnd.oci.image.manifest.v1+json"))!;
        manifest["schemaVersion"]!.GetValue<int>().ShouldBe(2);
        var config = JsonNode.Parse(Part(files, manifest["config"]!, "application/vnd.oci.image.config.v1+json"))!;
        var layer = Part(files, manifest["layers"]!.AsArray().ShouldHaveSingleItem()!, "application/vnd.oci.image.layer.v1.tar+gzip");
        config["architecture"]!.GetValue<string>().ShouldBe("arm64");
        config["os"]!.GetValue<string>().ShouldBe("linux");
        config["created"]!.GetValue<string>().ShouldBe("2026-11-01T10:00:00Z");
        config["config"]!["Labels"]!.ToJsonString().ShouldBe("""{"a.b":"c"}""");
        using var tar = new MemoryStream();
        await new GZipStream(new MemoryStream(layer), CompressionMode.Decompress).CopyToAsync(tar, Cancellation);
        config["rootfs"]!.ToJsonString().ShouldBe($$"""{"type":"layers","diff_ids":["sha256:{{Hash(tar.ToArray())}}"]}""");
        files.Count.ShouldBe(5, "and nothing else is in it");
    }

    [Fact]
    public async Task The_same_files_give_the_same_bytes_with_every_number_of_threads()
    {
        var one = await PackAsync("one.oci.tar", threads: 1);
        var four = await PackAsync("four.oci.tar", threads: 4);

        (await File.ReadAllBytesAsync(four, Cancellation)).ShouldBe(await File.ReadAllBytesAsync(one, Cancellation));
        Directory.GetFiles(folder.Path).Length.ShouldBe(2, "what was in between is gone");
    }

    [Fact]
    public async Task Read_as_an_archive_it_gives_the_files_of_the_image_with_their_folders()
    {
        var path = await PackAsync("x.oci.tar");
        var seen = new List<string>();

        await new ArchiveReader().ReadAsync(path, (item, _) => seen.Add($"{item.Kind} {item.Path}"), Cancellation);

        seen.ShouldBe(["Directory lib", "File lib/demo.so", "Directory share", "Directory share/extension", "File share/extension/demo.control"]);
        ArchiveFormats.Of((await File.ReadAllBytesAsync(path, Cancellation)).AsSpan(0, ArchiveFormats.HeadBytes)).ShouldBe(ArchiveFormats.OciTar);
    }

    [Fact]
    public async Task What_is_neither_a_layer_nor_a_document_is_refused_because_nobody_would_look_into_it()
    {
        var path = Path.Combine(folder.Path, "x.tar");
        await new ArchivePacker(1).PackAsync(
            [ArchiveEntry.FromBytes($"blobs/sha256/{new string('a', 64)}", "\u007fELF"u8.ToArray()), ArchiveEntry.FromBytes("index.json", "{}"u8.ToArray())],
            path,
            Epoch,
            Cancellation
        );

        var refused = await Should.ThrowAsync<SpringformException>(() => new ArchiveReader().ReadAsync(path, (_, _) => { }, Cancellation));

        refused.Problems.Single().Code.ShouldBe(ErrorCode.CorruptArchive);
    }

    [Fact]
    public async Task A_tar_with_a_folder_of_that_name_is_a_tar()
    {
        var path = Path.Combine(folder.Path, "x.tar");
        await new ArchivePacker(1).PackAsync(
            [ArchiveEntry.Directory("blobs"), ArchiveEntry.FromBytes("blobs/sha256/one", "\u007fELF"u8.ToArray())],
            path,
            Epoch,
            Cancellation
        );
        var seen = new List<string>();

        await new ArchiveReader().ReadAsync(path, (item, _) => seen.Add(item.Path), Cancellation);

        seen.ShouldBe(["blobs", "blobs/sha256/one"]);
    }

    [Fact]
    public async Task A_layout_whose_parts_were_exchanged_is_no_image_to_be_pushed()
    {
        var files = await TarAsync(await PackAsync("x.oci.tar"));
        var path = Path.Combine(folder.Path, "y.oci.tar");
        var layer = files
            .Where(file => file.Key.StartsWith("blobs/", StringComparison.Ordinal))
            .MaxBy(file => file.Value.AsSpan().StartsWith<byte>([0x1F, 0x8B]));
        files[layer.Key] = [.. layer.Value, 0];
        await using (var output = File.Create(path))
            await new ArchivePacker(1).PackAsync(
                [.. files.Select(file => ArchiveEntry.FromBytes(file.Key, file.Value))],
                ArchiveFormats.Tar,
                output,
                Epoch,
                Cancellation
            );

        await Should.ThrowAsync<InvalidDataException>(() => PackedImage.ReadAsync(path, null, Cancellation));
        (await PackedImage.ReadAsync(Path.Combine(folder.Path, "x.oci.tar"), null, Cancellation)).Manifest.Layers.Count.ShouldBe(1);
    }

    private async Task<string> PackAsync(string name, int threads = 2)
    {
        var path = Path.Combine(folder.Path, name);
        await new ArchivePacker(threads).PackAsync(
            OciLayout.WithFolders([
                ArchiveEntry.FromBytes("share/extension/demo.control", "default_version = '1.0'\n"u8.ToArray()),
                ArchiveEntry.FromBytes("lib/demo.so", "\u007fELF"u8.ToArray()),
            ]),
            path,
            Epoch,
            Cancellation,
            new ImageDescription("arm64")
            {
                Labels = new Dictionary<string, string> { ["a.b"] = "c" },
                SourceDateEpoch = Epoch,
            }
        );
        return path;
    }

    /// <summary>As every tar reader sees it.</summary>
    private static async Task<Dictionary<string, byte[]>> TarAsync(string path)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await using var input = File.OpenRead(path);
        await using var reader = new System.Formats.Tar.TarReader(input);
        while (await reader.GetNextEntryAsync(copyData: true, Cancellation) is { } entry)
        {
            using var content = new MemoryStream();
            await entry.DataStream!.CopyToAsync(content, Cancellation);
            files.Add(entry.Name, content.ToArray());
        }

        return files;
    }

    private static byte[] Part(Dictionary<string, byte[]> files, JsonNode descriptor, string type)
    {
        descriptor["mediaType"]!.GetValue<string>().ShouldBe(type);
        var digest = descriptor["digest"]!.GetValue<string>();
        var content = files[$"blobs/sha256/{digest["sha256:".Length..]}"];
        digest.ShouldBe($"sha256:{Hash(content)}");
        descriptor["size"]!.GetValue<long>().ShouldBe(content.Length);
        return content;
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
