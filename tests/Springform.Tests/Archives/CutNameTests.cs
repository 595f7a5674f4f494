using System.Text;
using Springform.Archives;

namespace Springform.Tests.Archives;

/// <summary>The name field of a tar header holds 100 bytes of ASCII; what an entry is called and is, its pax path says.</summary>
public sealed class CutNameTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("out/", "out/説明")]
    [InlineData("out/", "out/документ")]
    [InlineData("a/", "a/b")]
    public async Task A_file_whose_name_field_ends_in_a_slash_is_a_file(string field, string path)
    {
        foreach (var content in new[] { "content", "" })
        {
            var item = (await ItemsAsync(Tar(field, path, content))).ShouldHaveSingleItem();
            (item.Path, item.Kind, item.SizeBytes).ShouldBe((path, ArchiveEntryKind.File, content.Length));
        }
    }

    [Fact]
    public async Task A_folder_whose_name_field_lost_its_slash_is_a_folder() =>
        (await ItemsAsync(Tar("out", "out/説/", ""))).ShouldHaveSingleItem().Kind.ShouldBe(ArchiveEntryKind.Directory);

    [Theory]
    [InlineData(98)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    public async Task A_path_may_have_its_slash_anywhere(int slashAfter)
    {
        ArchiveEntry[] entries =
        [
            ArchiveEntry.FromBytes(new string('a', slashAfter) + "/prog", "x"u8.ToArray()),
            ArchiveEntry.FromBytes(new string('b', slashAfter) + "/empty", default),
            ArchiveEntry.Symlink(new string('c', slashAfter) + "/link", "prog"),
            ArchiveEntry.Directory(new string('d', slashAfter)),
        ];
        using var tar = new MemoryStream();
        await TarArchive.WriteAsync(entries, tar, 0, Cancellation);

        (await ItemsAsync(tar.ToArray())).Select(item => (item.Path, item.Kind)).ShouldBe(entries.Select(entry => (entry.Path, entry.Kind)));
        // Nor do readers that know no pax take a file for a folder.
        foreach (var block in tar.ToArray().Chunk(512).Where(block => block.AsSpan(257, 5).SequenceEqual("ustar"u8) && block[156] is (byte)'0'))
            Encoding.ASCII.GetString(block, 0, 100).TrimEnd('\0').ShouldNotEndWith("/");
    }

    private async Task<List<ArchivedItem>> ItemsAsync(byte[] tar)
    {
        var path = Path.Combine(folder.Path, "x.tar");
        await File.WriteAllBytesAsync(path, tar, Cancellation);
        var items = new List<ArchivedItem>();
        await new ArchiveReader().ReadAsync(path, (item, _) => items.Add(item), Cancellation);
        return items;
    }

    private static byte[] Tar(string field, string path, string content)
    {
        var record = Encoding.UTF8.GetBytes($"path={path}\n");
        var pax = Encoding.ASCII.GetBytes($"{record.Length + 3} ").Concat(record).ToArray();
        return [.. Header("pax", 'x', pax.Length), .. Padded(pax), .. Header(field, '0', content.Length), .. Padded(Encoding.UTF8.GetBytes(content)), .. new byte[1024]];
    }

    private static byte[] Header(string name, char type, int size)
    {
        var block = new byte[512];
        Encoding.ASCII.GetBytes(name, block);
        Encoding.ASCII.GetBytes("0000644", block.AsSpan(100));
        Encoding.ASCII.GetBytes(Convert.ToString(size, 8).PadLeft(11, '0'), block.AsSpan(124));
        Encoding.ASCII.GetBytes("00000000000", block.AsSpan(136));
        Encoding.ASCII.GetBytes("        ", block.AsSpan(148));
        block[156] = (byte)type;
        Encoding.ASCII.GetBytes("ustar\000", block.AsSpan(257));
        Encoding.ASCII.GetBytes(Convert.ToString(block.Sum(value => value), 8).PadLeft(6, '0') + "\0", block.AsSpan(148));
        return block;
    }

    private static byte[] Padded(byte[] bytes) => [.. bytes, .. new byte[(512 - (bytes.Length % 512)) % 512]];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
