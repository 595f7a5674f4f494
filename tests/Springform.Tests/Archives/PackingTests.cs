using Springform.Archives;
using Springform.Archives.Tar;
using Springform.Errors;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Tests.Archives;

public sealed class PackingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string tree;

    public PackingTests() => tree = SampleTree.Make(folder);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Gnu_tar_unpacks_what_was_packed_to_the_same_tree()
    {
        var archive = In("x.tgz");
        await SampleTree.PackAsync(tree, archive);

        RealTool.Run("gzip", "-t", archive);
        var unpacked = In("unpacked");
        Directory.CreateDirectory(unpacked);
        RealTool.Run("tar", "-xzf", archive, "-C", unpacked);
        RealTool.Run("diff", "-r", "--no-dereference", tree, unpacked).ShouldBeEmpty();
        RealTool.Run(Path.Combine(unpacked, "bin/link")).ShouldBe("ran\n");
    }

    [Fact]
    public async Task Every_entry_has_owner_0_one_time_and_a_normal_mode()
    {
        var archive = In("x.tar");
        await SampleTree.PackAsync(tree, archive);

        foreach (var line in RealTool.Run("tar", "-tvf", archive, "--numeric-owner", "--full-time").TrimEnd().Split('\n'))
        {
            line[..10].ShouldBeOneOf("drwxr-xr-x", "-rw-r--r--", "-rwxr-xr-x", "lrwxrwxrwx");
            line.ShouldContain(" 0/0 ");
            line.ShouldContain(" 2020-09-13 12:26:40 ");
        }
    }

    [Fact]
    public async Task Entries_come_in_ordinal_order_whatever_the_order_given()
    {
        ArchiveEntry[] entries =
        [
            ArchiveEntry.FromBytes("b/c", default),
            ArchiveEntry.FromBytes("a", default),
            ArchiveEntry.FromBytes("B", default),
            ArchiveEntry.Directory("b"),
            ArchiveEntry.FromBytes("b-c", default),
        ];
        await new ArchivePacker().PackAsync(entries, In("x.tar"), SampleTree.Epoch, Cancellation);

        RealTool.Run("tar", "-tf", In("x.tar")).ShouldBe("B\na\nb/\nb-c\nb/c\n");
    }

    [Theory]
    [InlineData(".tgz")]
    [InlineData(".tar")]
    [InlineData(".tar.zst")]
    [InlineData(".zip")]
    public async Task Two_runs_give_the_same_bytes(string extension)
    {
        var first = await SampleTree.PackAsync(tree, In("first" + extension));
        File.SetLastWriteTimeUtc(Path.Combine(tree, "empty"), DateTime.UnixEpoch);
        File.SetUnixFileMode(Path.Combine(tree, "empty"), UnixFileMode.UserRead);
        var second = await SampleTree.PackAsync(tree, In("second" + extension));

        second.Sha256.ShouldBe(first.Sha256);
        File.ReadAllBytes(In("second" + extension)).ShouldBe(File.ReadAllBytes(In("first" + extension)));
    }

    [Theory]
    [InlineData(".tgz", 1)]
    [InlineData(".tgz", 3)]
    [InlineData(".tgz", 16)]
    [InlineData(".tar.zst", 1)]
    [InlineData(".tar.zst", 3)]
    [InlineData(".tar.zst", 16)]
    public async Task The_number_of_threads_does_not_change_the_bytes(string extension, int threads) =>
        (await SampleTree.PackAsync(tree, In("x" + extension), threads)).Sha256.ShouldBe(
            (await SampleTree.PackAsync(tree, In("y" + extension), threads: 2)).Sha256
        );

    [Theory]
    [InlineData(".tgz")]
    [InlineData(".tar")]
    [InlineData(".tar.zst")]
    [InlineData(".zip")]
    public async Task The_hashes_and_the_size_are_those_of_the_file(string extension)
    {
        var packed = await SampleTree.PackAsync(tree, In("x" + extension));

        packed.Path.ShouldBe(In("x" + extension));
        RealTool.Run("md5sum", packed.Path!).ShouldStartWith(packed.Md5 + " ");
        RealTool.Run("sha256sum", packed.Path!).ShouldStartWith(packed.Sha256 + " ");
        new FileInfo(packed.Path!).Length.ShouldBe(packed.SizeBytes);
    }

    [Fact]
    public async Task Unzip_accepts_the_zip_and_restores_modes_and_links()
    {
        RealTool.Need("unzip");
        await SampleTree.PackAsync(tree, In("x.zip"));

        RealTool.Run("unzip", "-tqq", In("x.zip"));
        RealTool.Run("unzip", "-qq", In("x.zip"), "-d", In("unpacked"));
        RealTool.Run("diff", "-r", "--no-dereference", tree, In("unpacked")).ShouldBeEmpty();
        RealTool.Run(In("unpacked/bin/link")).ShouldBe("ran\n");
    }

    [Fact]
    public async Task The_zstd_program_finds_the_tar_inside_and_its_checksum()
    {
        RealTool.Need("zstd");
        await SampleTree.PackAsync(tree, In("x.tar.zst"));
        RealTool.Run("zstd", "-lv", In("x.tar.zst")).ShouldContain("XXH64");
        var plain = await SampleTree.PackAsync(tree, In("x.tar"));
        RealTool.Run("zstd", "-dq", In("x.tar.zst"), "-o", In("z.tar"));
        RealTool.Run("sha256sum", In("z.tar")).ShouldStartWith(plain.Sha256);
    }

    [Fact]
    public void An_unknown_extension_is_refused_with_the_known_ones()
    {
        var thrown = Should.Throw<SpringformException>(() => ArchiveFormats.FromFileName("x.rar"));

        thrown.Problems[0].Code.ShouldBe(ErrorCode.InvalidValue);
        thrown.Problems[0].Fix.ShouldContain(".tar, .tar.gz, .tgz, .tar.zst, .zip");
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("a/../b")]
    [InlineData("a\\b")]
    [InlineData("C:/a")]
    [InlineData("a\nb")]
    [InlineData(".")]
    [InlineData("")]
    public async Task A_name_that_nobody_could_unpack_safely_is_never_written(string name) =>
        (await FailureOf(PackAsync(ArchiveEntry.FromBytes(name, default)))).Code.ShouldBe(ErrorCode.InvalidValue);

    [Fact]
    public async Task A_name_that_comes_twice_is_refused() =>
        (await FailureOf(PackAsync(ArchiveEntry.FromBytes("a/b", default), ArchiveEntry.FromBytes("a//./b", default)))).What.ShouldContain("is listed twice");

    [Fact]
    public async Task A_name_below_a_symlink_is_refused() =>
        (await FailureOf(PackAsync(ArchiveEntry.Symlink("a", "b"), ArchiveEntry.FromBytes("a/b", default)))).What.ShouldContain(
            "lies below a, which is not a directory"
        );

    [Theory]
    [InlineData(2, "x.tgz")]
    [InlineData(4, "x.tgz")]
    [InlineData(2, "x.zip")]
    [InlineData(4, "x.zip")]
    public async Task Content_that_is_shorter_or_longer_than_announced_is_refused_and_nothing_is_left(int announced, string name)
    {
        var entry = ArchiveEntry.FromStream("a", () => new MemoryStream([1, 2, 3]), announced);
        (await FailureOf(new ArchivePacker(1).PackAsync([entry], In(name), 0, Cancellation))).Code.ShouldBe(ErrorCode.MissingInput);
        Directory.EnumerateFiles(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_vanished_after_it_was_listed_is_named()
    {
        var entries = DirectoryEntries.Below(tree);
        File.Delete(Path.Combine(tree, "b-c"));
        var problem = await FailureOf(new ArchivePacker().PackAsync(entries, In("x.tgz"), 0, Cancellation));

        problem.Code.ShouldBe(ErrorCode.MissingInput);
        problem.Where.ShouldBe(Path.Combine(tree, "b-c"));
    }

    [Theory]
    [InlineData("x.tar")]
    [InlineData("x.tgz")]
    [InlineData("x.tar.zst")]
    [InlineData("x.zip")]
    public async Task A_full_disk_is_said_to_be_full_and_the_old_archive_stays(string name)
    {
        using var disk = new TinyDisk(sizeKilobytes: 1024);
        var archive = Path.Combine(disk.Path, name);
        await File.WriteAllTextAsync(archive, "old", Cancellation);

        // More than any compressor holds back: it must notice while it is still being fed.
        var noise = ArchiveEntry.FromStream("noise", () => new NoiseStream(100_000_000), 100_000_000);
        (await FailureOf(new ArchivePacker(2).PackAsync([noise], archive, 0, Cancellation))).Code.ShouldBe(ErrorCode.DiskFull);
        (await File.ReadAllTextAsync(archive, Cancellation)).ShouldBe("old");
        Directory.EnumerateFiles(disk.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Cancelling_stops_all_threads_and_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        var entry = ArchiveEntry.FromStream("endless", () => new CancellingStream(stop, afterReads: 30), 1L << 40);

        await Should.ThrowAsync<OperationCanceledException>(new ArchivePacker(2).PackAsync([entry], In("x.tgz"), 0, stop.Token));
        Directory.EnumerateFiles(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Compression_holds_a_bounded_number_of_blocks_whatever_the_size()
    {
        const long size = 64 << 20;
        var source = new NoiseStream(size);
        using var output = new LagStream(source);
        await new ArchivePacker(threads: 2).PackAsync([ArchiveEntry.FromStream("noise", () => source, size)], ArchiveFormats.TarGz, output, 0, Cancellation);

        // Two blocks of 1 MiB for each thread and two more, and one buffer between the source and the blocks.
        output.LargestLag.ShouldBeLessThanOrEqualTo(7L << 20);
    }

    [Fact]
    public async Task A_file_beyond_8_GiB_is_listed_by_gnu_tar_with_its_size()
    {
        const long size = (8L << 30) + 5;
        var entries = new[] { ArchiveEntry.FromStream("huge", () => new ZeroStream(size), size) };
        using var head = new HeadStream(64 << 10);
        await Should.ThrowAsync<IOException>(TarArchive.WriteAsync(entries, head, 0, Cancellation));

        await File.WriteAllBytesAsync(In("head.tar"), head.Bytes, Cancellation);
        RealTool.TryRun("tar", "-tvf", In("head.tar")).Output.ShouldContain($" {size} ");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string In(string name) => Path.Combine(folder.Path, name);

    private Task<PackedArchive> PackAsync(params ArchiveEntry[] entries) => new ArchivePacker(1).PackAsync(entries, In("x.tgz"), 0, Cancellation);

    private static async Task<Problem> FailureOf(Task task) => (await Should.ThrowAsync<SpringformException>(task)).Problems[0];
}
