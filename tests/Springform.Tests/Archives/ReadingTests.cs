using System.Security.Cryptography;
using Springform.Archives;
using Springform.Archives.Tar;
using Springform.Errors;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Tests.Archives;

public sealed class ReadingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string tree;

    public ReadingTests() => tree = SampleTree.Make(folder);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("gnu")]
    [InlineData("posix")]
    [InlineData("gnu", "-z")]
    public async Task What_gnu_tar_packs_is_unpacked_to_the_same_tree(string format, string compression = "--no-auto-compress")
    {
        RealTool.Run("ln", Path.Combine(tree, "bin/run"), Path.Combine(tree, "hard"));
        RealTool.Run("tar", "-cf", In("x.tar"), compression, $"--format={format}", "-C", tree, ".");
        await new ArchiveReader().ExtractToAsync(In("x.tar"), In("out"), Cancellation);

        RealTool.Run("diff", "-r", "--no-dereference", tree, In("out")).ShouldBeEmpty();
        RealTool.Run(In("out/bin/link")).ShouldBe("ran\n");
        File.GetLastWriteTimeUtc(In("out/large")).ShouldBe(File.GetLastWriteTimeUtc(Path.Combine(tree, "large")), TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("./")]
    [InlineData("")]
    public async Task A_second_name_of_a_symlink_is_a_symlink(string before)
    {
        var path = In("x.tar");
        await File.WriteAllBytesAsync(
            path,
            HostileTar.Of(
                HostileTar.File($"{before}run"),
                HostileTar.Symlink($"{before}bin/link", "../run"),
                HostileTar.HardLink($"{before}bin/second", $"{before}bin/link"),
                HostileTar.Symlink($"{before}dangling", "nowhere"),
                HostileTar.HardLink($"{before}third", $"{before}dangling"),
                HostileTar.HardLink($"{before}copy", $"{before}run")
            ),
            Cancellation
        );
        await new ArchiveReader().ExtractToAsync(path, In("out"), Cancellation);

        new FileInfo(In("out/bin/second")).LinkTarget.ShouldBe("../run");
        new FileInfo(In("out/third")).LinkTarget.ShouldBe("nowhere");
        new FileInfo(In("out/copy")).LinkTarget.ShouldBeNull();
        File.ReadAllText(In("out/copy")).ShouldBe("content");
    }

    [Fact]
    public async Task What_info_zip_packs_is_unpacked_to_the_same_tree()
    {
        RealTool.Need("zip");
        RealTool.Run("sh", "-c", $"cd '{tree}' && zip -qry '{In("x.zip")}' .");
        await new ArchiveReader().ExtractToAsync(In("x.zip"), In("out"), Cancellation);

        RealTool.Run("diff", "-r", "--no-dereference", tree, In("out")).ShouldBeEmpty();
        RealTool.Run(In("out/bin/link")).ShouldBe("ran\n");
    }

    [Theory]
    [InlineData("x.tar")]
    [InlineData("x.tgz")]
    [InlineData("x.zip")]
    public async Task What_we_pack_we_read_in_the_same_order(string name)
    {
        await SampleTree.PackAsync(tree, In(name));
        var seen = new List<string>();
        await new ArchiveReader().ReadAsync(
            In(name),
            (item, content) =>
            {
                seen.Add(item.Path);
                item.ModifiedSeconds.ShouldBe(SampleTree.Epoch);
                if (item.Kind == ArchiveEntryKind.File)
                    Sha256(content).ShouldBe(Sha256(File.OpenRead(Path.Combine(tree, item.Path))));
            },
            Cancellation
        );

        seen.ShouldBe(DirectoryEntries.Below(tree).Select(entry => entry.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("x.tar", 512)]
    [InlineData("x.tar", 0.3)]
    [InlineData("x.tar", 0.999)]
    [InlineData("x.tgz", 5)]
    [InlineData("x.tgz", 0.5)]
    [InlineData("x.tgz", 0.99)]
    [InlineData("x.zip", 0.5)]
    [InlineData("x.zip", 0.999)]
    public async Task A_truncated_archive_is_corrupt_and_leaves_nothing(string name, double kept)
    {
        var packed = await SampleTree.PackAsync(tree, In(name));
        using (var file = new FileStream(In(name), FileMode.Open))
            file.SetLength(kept >= 1 ? (long)kept : (long)(packed.SizeBytes * kept));

        await IsCorruptAsync(In(name));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(9)]
    public async Task A_gzip_cut_within_its_checksum_or_length_is_corrupt(int missing)
    {
        var packed = await SampleTree.PackAsync(tree, In("x.tgz"));
        using (var file = new FileStream(In("x.tgz"), FileMode.Open))
            file.SetLength(packed.SizeBytes - missing);

        await IsCorruptAsync(In("x.tgz"));
    }

    [Fact]
    public async Task A_gzip_of_several_members_is_read_to_its_end()
    {
        await SampleTree.PackAsync(tree, In("x.tar"));
        RealTool.Run("sh", "-c", $"cd '{folder.Path}' && (head -c 1000000 x.tar | gzip && tail -c +1000001 x.tar | gzip) > x.tgz");
        await new ArchiveReader().ExtractToAsync(In("x.tgz"), In("out"), Cancellation);

        RealTool.Run("diff", "-r", "--no-dereference", tree, In("out")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tar_without_its_end_mark_is_corrupt()
    {
        var packed = await SampleTree.PackAsync(tree, In("x.tar"));
        using (var file = new FileStream(In("x.tar"), FileMode.Open))
            file.SetLength(packed.SizeBytes - 1024);

        await IsCorruptAsync(In("x.tar"), "its end mark is missing");
    }

    [Theory]
    [InlineData("x.tgz")]
    [InlineData("x.zip")]
    public async Task A_flipped_bit_in_the_content_is_noticed(string name)
    {
        var packed = await SampleTree.PackAsync(tree, In(name));
        using (var file = new FileStream(In(name), FileMode.Open))
        {
            // The middle lies within "noise", which is stored as it is: only the checksum can tell.
            file.Position = packed.SizeBytes / 2;
            var value = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(value ^ 1));
        }

        await IsCorruptAsync(In(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is no archive")]
    [InlineData("PK\u0003\u0004 not really")]
    public async Task Something_else_is_corrupt(string text) => await IsCorruptAsync(folder.File("x.tgz", text));

    [Fact]
    public async Task A_missing_archive_is_named() =>
        (await Should.ThrowAsync<SpringformException>(new ArchiveReader().ReadAsync(In("none.tgz"), (_, _) => { }, Cancellation)))
            .Problems[0]
            .Code.ShouldBe(ErrorCode.MissingFile);

    [Fact]
    public async Task A_directory_that_holds_something_is_not_overwritten()
    {
        await SampleTree.PackAsync(tree, In("x.tgz"));
        var thrown = await Should.ThrowAsync<SpringformException>(new ArchiveReader().ExtractToAsync(In("x.tgz"), tree, Cancellation));

        thrown.Problems[0].Code.ShouldBe(ErrorCode.InvalidValue);
    }

    [Fact]
    public async Task A_canonical_tar_does_not_depend_on_who_packed_the_tree()
    {
        RealTool.Run("tar", "-cf", In("gnu.tar"), "--format=gnu", "--sort=none", "-C", tree, ".");
        RealTool.Run("tar", "-czf", In("pax.tar"), "--format=posix", "--owner=7", "--mtime=@5", "-C", tree, "--transform=s,^\\./,,", ".");
        var expected = await SampleTree.PackAsync(tree, In("ours.tar"));

        foreach (var name in new[] { "gnu.tar", "pax.tar", "ours.tar" })
        {
            using var input = File.OpenRead(In(name));
            using (var output = File.Create(In("canonical.tar")))
                await TarArchive.CanonicaliseAsync(input, output, In("scratch"), SampleTree.Epoch, new ArchiveLimits(), Cancellation);
            RealTool.Run("sha256sum", In("canonical.tar")).ShouldStartWith(expected.Sha256);
            Directory.Exists(In("scratch")).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_full_disk_is_said_to_be_full_and_nothing_is_left()
    {
        await SampleTree.PackAsync(tree, In("x.tgz"));
        using var disk = new TinyDisk(sizeKilobytes: 1024);
        var thrown = await Should.ThrowAsync<SpringformException>(
            new ArchiveReader().ExtractToAsync(In("x.tgz"), Path.Combine(disk.Path, "out"), Cancellation)
        );

        thrown.Problems[0].Code.ShouldBe(ErrorCode.DiskFull);
        Directory.EnumerateFileSystemEntries(disk.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancelling_leaves_nothing()
    {
        await SampleTree.PackAsync(tree, In("x.tgz"));
        using var stop = new CancellationTokenSource();
        var seen = 0;
        await Should.ThrowAsync<OperationCanceledException>(
            new ArchiveReader().ReadAsync(
                In("x.tgz"),
                (_, _) =>
                {
                    seen++;
                    stop.Cancel();
                },
                stop.Token
            )
        );

        seen.ShouldBe(1);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Sha256(Stream content)
    {
        using (content)
            return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    private string In(string name) => Path.Combine(folder.Path, name);

    private async Task IsCorruptAsync(string archive, string reason = "")
    {
        var problem = (await Should.ThrowAsync<SpringformException>(new ArchiveReader().ExtractToAsync(archive, In("out"), Cancellation))).Problems[0];
        problem.Code.ShouldBe(ErrorCode.CorruptArchive);
        problem.What.ShouldContain(reason);
        Directory.EnumerateFileSystemEntries(folder.Path, "out*").ShouldBeEmpty();
    }
}
