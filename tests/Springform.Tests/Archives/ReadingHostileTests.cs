using System.Formats.Tar;
using System.IO.Compression;
using Springform.Archives;
using Springform.Errors;
using static Springform.Tests.Archives.HostileTar;

namespace Springform.Tests.Archives;

public sealed class ReadingHostileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("/etc/passwd", "is absolute")]
    [InlineData("../out", "leaves the archive with '..'")]
    [InlineData("a/../../out", "leaves the archive with '..'")]
    [InlineData("a/..", "leaves the archive with '..'")]
    [InlineData("..\\out", "backslash")]
    [InlineData("C:/out", "is absolute")]
    [InlineData("a\u001b[2Jb", "control character")]
    public async Task A_name_that_leaves_or_tricks_is_refused(string name, string reason)
    {
        await RefusesTarAsync(reason, File(name));
        await RefusesZipAsync(reason, zip => zip.CreateEntry(name));
    }

    [Theory]
    [InlineData("link", "/etc", "is absolute")]
    [InlineData("link", "..", "leaves the archive")]
    [InlineData("a/link", "../../out", "leaves the archive")]
    [InlineData("link", "a/b/..", "goes up again after going down")]
    public async Task A_symlink_that_leaves_is_refused(string name, string target, string reason)
    {
        await RefusesTarAsync(reason, Symlink(name, target));
        await RefusesZipAsync(
            reason,
            zip =>
            {
                var entry = zip.CreateEntry(name);
                entry.ExternalAttributes = unchecked((int)0xA1FF0000);
                using var into = new StreamWriter(entry.Open());
                into.Write(target);
            }
        );
    }

    [Fact]
    public Task Nothing_is_written_through_a_symlink() => RefusesTarAsync("lies below link", Directory("a"), Symlink("link", "a"), File("link/file"));

    [Fact]
    public Task A_directory_is_not_swapped_for_a_symlink() =>
        RefusesTarAsync("takes the place of a directory", File("a/b/c"), Symlink("a/b", "x"), File("a/b/d"));

    [Fact]
    public Task A_name_that_comes_twice_is_refused() => RefusesTarAsync("occurs twice", File("a"), File("./a"));

    [Fact]
    public Task A_file_is_not_also_a_directory() => RefusesTarAsync("lies below a", File("a"), File("a/b"));

    [Fact]
    public async Task A_hard_link_names_an_earlier_file_inside()
    {
        await RefusesTarAsync("leaves the archive with '..'", HardLink("a", "../out"));
        await RefusesTarAsync("is not an earlier file", HardLink("a", "later"), File("later"));
        await RefusesTarAsync("is not an earlier file", Directory("folder"), HardLink("a", "folder"));
        await RefusesTarAsync("is a link that leaves the archive", Symlink("folder/link", "../x"), HardLink("a", "folder/link"));
    }

    [Theory]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.BlockDevice)]
    [InlineData(TarEntryType.Fifo)]
    public Task A_device_or_pipe_is_refused(TarEntryType type) => RefusesTarAsync("is a device or a pipe", new PaxTarEntry(type, "dev"));

    [Fact]
    public async Task Limits_stop_a_bomb()
    {
        await RefusesTarAsync("more than 2 entries", new ArchiveLimits { MaxEntries = 2 }, File("a"), File("b"), File("c"));
        await RefusesTarAsync("has 7 bytes, more than 6", new ArchiveLimits { MaxEntryBytes = 6 }, File("a"));
        await RefusesTarAsync("more than 20 bytes", new ArchiveLimits { MaxTotalBytes = 20 }, File("a"), File("b"), File("c"));
        await RefusesTarAsync("more than 9 characters", new ArchiveLimits { MaxNameCharacters = 9 }, File("a"), File("b/c/d"));
        await RefusesTarAsync("longer than 10 bytes", new ArchiveLimits { MaxPathBytes = 10 }, File("elevenbytes"));
    }

    [Fact]
    public async Task Hard_links_count_for_what_their_copies_take()
    {
        var path = Tar(File("a"), HardLink("b", "a"), HardLink("c", "a"));
        var thrown = await Should.ThrowAsync<SpringformException>(
            new ArchiveReader(new ArchiveLimits { MaxTotalBytes = 20 }).ExtractToAsync(path, Path.Combine(folder.Path, "out"), Cancellation)
        );

        thrown.Problems[0].What.ShouldContain("more than 20 bytes");
    }

    [Fact]
    public async Task A_zip_with_too_many_entries_is_refused_before_it_is_loaded()
    {
        var path = Zip(zip =>
        {
            zip.CreateEntry("a");
            zip.CreateEntry("b");
        });
        var bytes = await System.IO.File.ReadAllBytesAsync(path, Cancellation);
        // The end record (22 bytes, without a comment) claims no entries at all.
        bytes.AsSpan(bytes.Length - 14, 4).Clear();
        await System.IO.File.WriteAllBytesAsync(path, bytes, Cancellation);

        await RefusesAsync(ErrorCode.UnsafeArchive, "more than 1 entries", path, new ArchiveLimits { MaxEntries = 1 });
    }

    [Fact]
    public async Task An_encrypted_zip_is_refused()
    {
        var path = Zip(zip => zip.CreateEntry("a"));
        var bytes = await System.IO.File.ReadAllBytesAsync(path, Cancellation);
        bytes[bytes.AsSpan().IndexOf("PK\x01\x02"u8) + 8] |= 1;
        await System.IO.File.WriteAllBytesAsync(path, bytes, Cancellation);

        await RefusesAsync(ErrorCode.UnsafeArchive, "is encrypted", path);
    }

    [Fact]
    public async Task A_sparse_tar_is_refused_rather_than_unpacked_wrong()
    {
        var sparse = Path.Combine(folder.Path, "sparse");
        using (var file = System.IO.File.Create(sparse))
            file.SetLength(1 << 20);
        foreach (var format in new[] { "gnu", "posix" })
        {
            RealTool.Run("tar", "-cSf", sparse + ".tar", $"--format={format}", "-C", folder.Path, "sparse");
            await RefusesAsync(ErrorCode.UnsafeArchive, "sparse", sparse + ".tar");
        }
    }

    [Fact]
    public async Task A_set_user_id_bit_does_not_survive()
    {
        var path = Tar(new PaxTarEntry(TarEntryType.RegularFile, "su") { Mode = (UnixFileMode)0xFFF });
        await new ArchiveReader().ExtractToAsync(path, Path.Combine(folder.Path, "out"), Cancellation);

        System.IO.File.GetUnixFileMode(Path.Combine(folder.Path, "out/su")).ShouldBe((UnixFileMode)0x1ED);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task RefusesTarAsync(string reason, params TarEntry[] entries) => RefusesTarAsync(reason, new ArchiveLimits(), entries);

    private Task RefusesTarAsync(string reason, ArchiveLimits limits, params TarEntry[] entries) =>
        RefusesAsync(ErrorCode.UnsafeArchive, reason, Tar(entries), limits);

    private Task RefusesZipAsync(string reason, Action<ZipArchive> fill) => RefusesAsync(ErrorCode.UnsafeArchive, reason, Zip(fill));

    /// <summary>Refused when read and when unpacked, and nothing is left of it, inside or outside.</summary>
    private async Task RefusesAsync(ErrorCode code, string reason, string archive, ArchiveLimits? limits = null)
    {
        var reader = new ArchiveReader(limits ?? new ArchiveLimits());
        var before = System.IO.Directory.EnumerateFileSystemEntries(folder.Path).Order().ToList();
        foreach (
            var reading in new[]
            {
                reader.ReadAsync(archive, (_, _) => { }, Cancellation),
                reader.ExtractToAsync(archive, Path.Combine(folder.Path, "out"), Cancellation),
            }
        )
        {
            var problem = (await Should.ThrowAsync<SpringformException>(reading)).Problems[0];
            problem.Code.ShouldBe(code);
            problem.What.ShouldContain(reason);
            problem.Where.ShouldBe(archive);
        }

        System.IO.Directory.EnumerateFileSystemEntries(folder.Path).Order().ToList().ShouldBe(before);
    }

    private string Tar(params TarEntry[] entries)
    {
        var path = Path.Combine(folder.Path, "x.tar");
        System.IO.File.WriteAllBytes(path, Of(entries));
        return path;
    }

    private string Zip(Action<ZipArchive> fill)
    {
        var path = Path.Combine(folder.Path, "x.zip");
        using var zip = new ZipArchive(System.IO.File.Create(path), ZipArchiveMode.Create);
        fill(zip);
        return path;
    }
}
