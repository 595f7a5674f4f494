using System.Formats.Tar;
using System.Text;
using Springform.Errors;
using Springform.Images.Sharing;

namespace Springform.Tests.Images;

/// <summary>Archives of docker save and podman save, and what only looks like one. The engines' own are in the container tests.</summary>
public sealed class SavedImageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Layers_come_in_the_order_of_the_manifest_whatever_the_archives()
    {
        var image = await ReadAsync(File("b.tar", "second"), File("a.tar", "first"), File("c.json", "config"), Manifest("c.json", "a.tar", "b.tar"));

        Encoding.UTF8.GetString(image.Config).ShouldBe("config");
        image.Layers.Select(System.IO.File.ReadAllText).ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task A_layer_that_is_a_link_to_another_is_that_one()
    {
        var image = await ReadAsync(
            File("one/layer.tar", "layer"),
            Link("two/layer.tar", "../one/layer.tar"),
            Link("three/layer.tar", "../one.tar"),
            File("one.tar", "other"),
            File("c.json", "config"),
            Manifest("c.json", "one/layer.tar", "two/layer.tar", "three/layer.tar")
        );

        image.Layers.Select(System.IO.File.ReadAllText).ShouldBe(["layer", "layer", "other"]);
    }

    [Fact]
    public async Task No_name_in_the_archive_becomes_a_path()
    {
        await ReadAsync(File("../../outside", "x"), File("/absolute", "y"), File("a.tar", "layer"), File("c.json", "config"), Manifest("c.json", "a.tar"));

        Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order().ShouldBe(["0", "1", "2", "3", "4"]);
        System.IO.File.Exists(Path.Combine(folder.Path, "..", "..", "outside")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("""[{"Config":"c.json"}]""")]
    [InlineData("""[{"Config":"c.json","Layers":[null]}]""")]
    [InlineData("""[{"Config":"c.json","Layers":["gone.tar"]}]""")]
    [InlineData("""[{"Config":"../../etc/passwd","Layers":["a.tar"]}]""")]
    [InlineData("""[{"Config":"c.json","Layers":["a.tar"]},{"Config":"c.json","Layers":["a.tar"]}]""")]
    public async Task What_is_no_image_is_told_apart(string manifest) =>
        await Should.ThrowAsync<InvalidDataException>(() => ReadAsync(File("a.tar", "layer"), File("c.json", "config"), File("manifest.json", manifest)));

    [Fact]
    public async Task An_archive_that_is_cut_off_is_E503()
    {
        var whole = await ArchiveAsync(File("a.tar", new string('x', 5000)), File("c.json", "config"), Manifest("c.json", "a.tar"));

        var error = await Should.ThrowAsync<SpringformException>(() =>
            SavedImage.ReadAsync(new MemoryStream(whole, 0, 3000), folder.Path, TestContext.Current.CancellationToken)
        );

        error.Problems[0].Code.ShouldBe(ErrorCode.CorruptArchive);
    }

    private static UstarTarEntry File(string name, string content) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) };

    private static UstarTarEntry Link(string name, string target) => new(TarEntryType.SymbolicLink, name) { LinkName = target };

    private static UstarTarEntry Manifest(string config, params string[] layers) =>
        File("manifest.json", $$"""[{"Config":"{{config}}","RepoTags":["x:1"],"Layers":[{{string.Join(',', layers.Select(layer => $"\"{layer}\""))}}]}]""");

    private async Task<SavedImage> ReadAsync(params TarEntry[] entries) =>
        await SavedImage.ReadAsync(new MemoryStream(await ArchiveAsync(entries)), folder.Path, TestContext.Current.CancellationToken);

    private static async Task<byte[]> ArchiveAsync(params TarEntry[] entries)
    {
        using var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            foreach (var entry in entries)
                await writer.WriteEntryAsync(entry);
        }

        return archive.ToArray();
    }
}
