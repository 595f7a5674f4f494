using System.Security.Cryptography;
using System.Text.Json;
using Springform.Archives;
using Springform.Archives.Image;

namespace Springform.Tests.Archives;

public sealed class ImageArchiveTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_manifest_names_the_config_the_tag_and_the_layers_in_order()
    {
        var (image, layers) = await ImageAsync();
        var files = await WriteAsync(image, "base:v1");

        var manifest = JsonDocument.Parse(files["manifest.json"]).RootElement[0];
        manifest.GetProperty("Config").GetString().ShouldBe($"{image.Id}.json");
        manifest.GetProperty("RepoTags")[0].GetString().ShouldBe("base:v1");
        manifest.GetProperty("Layers").EnumerateArray().Select(layer => layer.GetString()!).ShouldBe(layers.Select(layer => $"{layer.DiffId}.tar"));
        files.Keys.ShouldContain($"{layers[0].DiffId}.tar");
    }

    [Fact]
    public async Task The_config_has_platform_labels_and_layers_and_its_digest_is_the_id()
    {
        var (image, layers) = await ImageAsync();
        var text = (await WriteAsync(image, null))[$"{image.Id}.json"];

        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))).ShouldBe(image.Id);
        text.ShouldBe(
            $$$"""
            {"created":"2020-09-13T12:26:40Z","architecture":"arm64","variant":"v8","os":"linux",
            "config":{"Env":["A=1"],"Cmd":["/bin/sh"],"Labels":{"a":"1","b":"2"}},
            "rootfs":{"type":"layers","diff_ids":["sha256:{{{layers[0].DiffId}}}","sha256:{{{layers[1].DiffId}}}"]},
            "history":[{"created":"2020-09-13T12:26:40Z","created_by":"springform"},
            {"created":"2020-09-13T12:26:40Z","created_by":"springform"}]}
            """.ReplaceLineEndings("")
        );
    }

    [Fact]
    public async Task The_same_layer_twice_is_listed_twice_and_stored_once()
    {
        var layer = await LayerAsync("layer.tar");
        var files = await WriteAsync(new ImageArchive(new ImageDescription("amd64"), [layer, layer]), null);

        files.Count.ShouldBe(3);
        JsonDocument.Parse(files["manifest.json"]).RootElement[0].GetProperty("Layers").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task The_same_image_gives_the_same_bytes()
    {
        var (image, _) = await ImageAsync();
        using var first = new MemoryStream();
        using var second = new MemoryStream();
        await image.WriteAsync("a:b", first, Cancellation);
        await (await ImageAsync()).Image.WriteAsync("a:b", second, Cancellation);

        second.ToArray().ShouldBe(first.ToArray());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<(ImageArchive Image, ImageLayer[] Layers)> ImageAsync()
    {
        ImageLayer[] layers = [await LayerAsync("one.tar"), await LayerAsync("two.tar")];
        var description = new ImageDescription("arm64")
        {
            Variant = "v8",
            Env = ["A=1"],
            Cmd = ["/bin/sh"],
            Labels = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" },
            SourceDateEpoch = SampleTree.Epoch,
        };
        return (new ImageArchive(description, layers), layers);
    }

    private async Task<ImageLayer> LayerAsync(string name)
    {
        var path = Path.Combine(folder.Path, name);
        await new ArchivePacker(1).PackAsync([ArchiveEntry.FromBytes(name, default)], path, 0, Cancellation);
        return await ImageLayer.FromFileAsync(path, Cancellation);
    }

    private static async Task<Dictionary<string, string>> WriteAsync(ImageArchive image, string? tag)
    {
        using var archive = new MemoryStream();
        await image.WriteAsync(tag, archive, Cancellation);
        archive.Position = 0;
        var files = new Dictionary<string, string>();
        await new ArchiveReader().ReadTarAsync(archive, (item, content) => files.Add(item.Path, new StreamReader(content).ReadToEnd()), Cancellation);
        return files;
    }
}
