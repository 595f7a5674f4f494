using System.Security.Cryptography;
using System.Text;
using Springform.Files;
using Springform.Keys;

namespace Springform.Tests.Keys;

public sealed class FileHasherTests : IDisposable
{
    /// <summary>Stands in the cache where the true hash should be: whoever answers with it did not read the file.</summary>
    private static readonly string Planted = new('f', 64);

    private readonly TemporaryFolder folder = new();

    private string CachePath => Path.Combine(folder.Path, "state", "stat-cache");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_hash_is_that_of_the_content() => Hasher().Sha256(folder.File("a b/ü", "text")).ShouldBe(Sha256("text"));

    [Fact]
    public void An_unchanged_file_is_not_read_again()
    {
        var path = folder.File("a b/ü", "text");
        Plant(path);

        Hasher().Sha256(path).ShouldBe(Planted);
    }

    [Fact]
    public void A_change_that_keeps_size_and_mtime_is_noticed()
    {
        var path = folder.File("a", "text");
        var wholeSecond = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, wholeSecond);
        Plant(path);
        var before = FileStat.Of(path)!.Value;

        File.WriteAllText(path, "TEXT");
        File.SetLastWriteTimeUtc(path, wholeSecond);

        FileStat.Of(path)!.Value.ShouldBe(before with { ChangedNanoseconds = FileStat.Of(path)!.Value.ChangedNanoseconds });
        Hasher().Sha256(path).ShouldBe(Sha256("TEXT"));
    }

    [Fact]
    public void A_file_that_was_replaced_by_a_rename_is_noticed()
    {
        var path = folder.File("a", "text");
        Plant(path);

        File.Move(folder.File("b", "TEXT"), path, overwrite: true);

        Hasher().Sha256(path).ShouldBe(Sha256("TEXT"));
    }

    [Fact]
    public void What_was_hashed_is_remembered_for_the_next_process_only_when_the_file_had_come_to_rest()
    {
        var path = folder.File("a", "text");
        var changed = DateTimeOffset.UnixEpoch.AddTicks(FileStat.Of(path)!.Value.ChangedNanoseconds / 100);

        Remember(path, changed.AddMilliseconds(10)).ShouldBeFalse();
        Remember(path, changed.AddMilliseconds(29)).ShouldBeFalse();
        Remember(path, changed.AddSeconds(-5)).ShouldBeFalse();
        Remember(path, changed.AddMilliseconds(40)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage\n\0\0\0\nmore garbage 1 2 3 4 5\n")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff 4 x y z /a\n")]
    public void A_broken_cache_is_as_good_as_none(string content)
    {
        var path = folder.File("a", "text");
        folder.File("state/stat-cache", content);

        Hasher().Sha256(path).ShouldBe(Sha256("text"));
    }

    [Fact]
    public void Files_that_are_gone_leave_the_cache()
    {
        var gone = folder.File("gone", "x");
        var kept = folder.File("kept", "x");
        var hasher = Hasher();
        hasher.Sha256(gone);
        hasher.Sha256(kept);
        File.Delete(gone);

        hasher.Save();

        File.ReadAllLines(CachePath).ShouldHaveSingleItem().ShouldEndWith(kept);
    }

    [Fact]
    public void Nothing_learnt_writes_nothing()
    {
        Hasher().Save();

        File.Exists(CachePath).ShouldBeFalse();
    }

    [Fact]
    public void A_fact_tells_files_executables_and_links_apart()
    {
        folder.File("plain", "text");
        File.SetUnixFileMode(folder.File("tool", "text"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "link"), "nowhere/ü");
        var hasher = Hasher();

        hasher.Fact(folder.Path, "plain").ShouldBe(new FileFact("plain", FileKind.Regular, Sha256("text"), 4));
        hasher.Fact(folder.Path, "tool").ShouldBe(new FileFact("tool", FileKind.Executable, Sha256("text"), 4));
        hasher.Fact(folder.Path, "link").ShouldBe(new FileFact("link", FileKind.Link, Sha256("nowhere/ü"), 10));
        Should.Throw<FileNotFoundException>(() => hasher.Fact(folder.Path, "absent"));
    }

    /// <summary>Hashes at a time, saves, and says whether the cache has the file.</summary>
    private bool Remember(string path, DateTimeOffset now)
    {
        var hasher = new FileHasher(CachePath + now.Ticks, new FixedClock(now));
        hasher.Sha256(path).ShouldBe(Sha256("text"));
        hasher.Save();
        return File.Exists(CachePath + now.Ticks);
    }

    private void Plant(string path)
    {
        var stat = FileStat.Of(path)!.Value;
        folder.File("state/stat-cache", $"{Planted}:: {stat.SizeBytes} {stat.ModifiedNanoseconds} {stat.ChangedNanoseconds} {stat.Inode} {path}\n");
    }

    private FileHasher Hasher() => new(CachePath, new FixedClock(new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero)));

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
