using System.Text;
using Springform.Archives;
using Springform.Archives.Tar;

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

    [Theory]
    [InlineData("posix")]
    [InlineData("gnu")]
    public async Task A_name_that_the_field_cuts_within_a_character_is_whole(string format)
    {
        var file = new string('a', 99) + "é-file";
        var deep = new string('b', 98) + "説/明";
        var link = new string('c', 97) + "😀";
        Directory.CreateDirectory(Path.Combine(folder.Path, "tree", Path.GetDirectoryName(deep)!));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "tree", file), "x", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "tree", deep), "y", Cancellation);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "tree", link), file);
        RealTool.Run("tar", "-cf", Path.Combine(folder.Path, "gnu.tar"), $"--format={format}", "-C", Path.Combine(folder.Path, "tree"), ".");

        var items = await ItemsAsync(await File.ReadAllBytesAsync(Path.Combine(folder.Path, "gnu.tar"), Cancellation));

        items
            .Select(item => (item.Path, item.Kind, item.LinkTarget))
            .ShouldBe(
                [
                    (file, ArchiveEntryKind.File, null),
                    (Path.GetDirectoryName(deep)!, ArchiveEntryKind.Directory, null),
                    (deep, ArchiveEntryKind.File, null),
                    (link, ArchiveEntryKind.Symlink, file),
                ],
                ignoreOrder: true
            );
    }

    [Theory]
    [InlineData("gnu", 99, 100, 101, 155, 156, 255, 256, 257, 511, 512, 513)]
    [InlineData("posix", 99, 100, 101, 155, 156, 255, 256, 257, 511, 512, 513)]
    [InlineData("ustar", 99, 100, 101, 155, 156, 255, 256)]
    public async Task Paths_of_just_the_length_of_a_field_are_read_as_gnu_tar_writes_them(string format, params int[] lengths)
    {
        // A segment of 100 bytes at the end: what ustar keeps apart from the prefix.
        var paths = lengths
            .Select(length =>
                length <= 100 ? new string('n', length)
                : Long(length - 101)?.TrimEnd('/') is { Length: > 0 } before && before.Length == length - 101 ? $"{before}/{new string('n', 100)}"
                : Long(length)!
            )
            .ToList();
        paths.Select(path => path.Length).ShouldBe(lengths);
        foreach (var path in paths)
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, "tree", Path.GetDirectoryName(path)!));
            await File.WriteAllTextAsync(Path.Combine(folder.Path, "tree", path), "x", Cancellation);
        }

        var archive = Path.Combine(folder.Path, "gnu.tar");
        RealTool.Run("tar", ["-cf", archive, $"--format={format}", "-C", Path.Combine(folder.Path, "tree"), .. paths]);

        (await ItemsAsync(archive)).Select(item => (item.Path, item.Kind, item.SizeBytes)).ShouldBe(paths.Select(path => (path, ArchiveEntryKind.File, 1L)));
    }

    [Fact]
    public async Task A_name_that_is_not_UTF_8_is_refused_where_nothing_else_says_it()
    {
        var tar = Tar("a", "b", "");
        var header = tar.AsSpan(1024, 512);
        header[0] = 0xC3;
        Encoding.ASCII.GetBytes("        ", header[148..]);
        Encoding.ASCII.GetBytes(Convert.ToString(header.ToArray().Sum(value => value), 8).PadLeft(6, '0') + "\0", header[148..]);
        (await ItemsAsync(tar)).ShouldHaveSingleItem().Path.ShouldBe("b");

        var problem = (await Should.ThrowAsync<Springform.Errors.SpringformException>(() => ItemsAsync(tar[1024..]))).Problems.ShouldHaveSingleItem();
        (problem.Code, problem.What).ShouldBe((Springform.Errors.ErrorCode.CorruptArchive, "the archive has a name that is not UTF-8"));
    }

    /// <summary>
    /// Of a path of so many bytes, with a slash before the last byte that a field takes, at it, behind it, and a character of two, three or four bytes there.
    /// </summary>
    [Theory]
    [InlineData(101, 100)]
    [InlineData(155, 100)]
    [InlineData(156, 155)]
    [InlineData(255, 155)]
    [InlineData(256, 155)]
    [InlineData(257, 256)]
    [InlineData(512, 256)]
    public async Task A_path_of_just_the_length_of_a_field_comes_back_from_tar_and_zip(int bytes, int cut)
    {
        string[] middles = ["a/b", "/", "é", "説", "😀", "説/明"];
        var paths = middles
            .SelectMany(middle => new[] { -3, -2, -1, 0 }.Select(shift => Filled(cut + shift, bytes, middle)))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        paths.Count.ShouldBeGreaterThan(4);
        foreach (var path in paths)
        {
            Encoding.UTF8.GetByteCount(path).ShouldBe(bytes);
            ArchiveEntry[] entries = [ArchiveEntry.FromBytes(path, "x"u8.ToArray()), ArchiveEntry.Symlink("link", path)];
            foreach (var name in new[] { "x.tar", "x.zip" })
            {
                var archive = Path.Combine(folder.Path, name);
                File.Delete(archive);
                await new ArchivePacker(1).PackAsync(entries, archive, 0, Cancellation);

                (await ItemsAsync(archive))
                    .Select(item => (item.Path, item.Kind, item.SizeBytes, item.LinkTarget))
                    .ShouldBe([("link", ArchiveEntryKind.Symlink, 0L, path), (path, ArchiveEntryKind.File, 1L, null)], ignoreOrder: true);
                Others(archive).ShouldBe(["link", path], ignoreOrder: true);
            }
        }
    }

    /// <summary>The names as other programs see them.</summary>
    private static string[] Others(string archive)
    {
        if (archive.EndsWith(".tar", StringComparison.Ordinal))
            return RealTool.Run("tar", "-tf", archive, "--quoting-style=literal").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var zip = System.IO.Compression.ZipFile.OpenRead(archive);
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>Segments of at most 80 bytes; null where it cannot be.</summary>
    private static string? Filled(int at, int bytes, string middle)
    {
        var rest = bytes - at - Encoding.UTF8.GetByteCount(middle);
        return at < 1 || rest < 1 || Long(at) is not { } before || Long(rest) is not { } after || before.EndsWith('/') || after.StartsWith('/')
            ? null
            : before + middle + after;
    }

    private static string? Long(int count)
    {
        var text = string.Concat(Enumerable.Range(1, count).Select(index => index % 80 == 0 && index != count ? '/' : 'n'));
        return text.Length == count ? text : null;
    }

    private async Task<List<ArchivedItem>> ItemsAsync(string archive)
    {
        var items = new List<ArchivedItem>();
        await new ArchiveReader().ReadAsync(archive, (item, _) => items.Add(item), Cancellation);
        return items;
    }

    private async Task<List<ArchivedItem>> ItemsAsync(byte[] tar)
    {
        var path = Path.Combine(folder.Path, "x.tar");
        await File.WriteAllBytesAsync(path, tar, Cancellation);
        return await ItemsAsync(path);
    }

    private static byte[] Tar(string field, string path, string content)
    {
        var record = Encoding.UTF8.GetBytes($"path={path}\n");
        var pax = Encoding.ASCII.GetBytes($"{record.Length + 3} ").Concat(record).ToArray();
        return
        [
            .. Header("pax", 'x', pax.Length),
            .. Padded(pax),
            .. Header(field, '0', content.Length),
            .. Padded(Encoding.UTF8.GetBytes(content)),
            .. new byte[1024],
        ];
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
