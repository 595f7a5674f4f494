using Springform.Files;

namespace Springform.Tests.Files;

public sealed class FileStatTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_agrees_with_the_stat_command()
    {
        var path = folder.File("a b/ü\n", "text");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var stat = FileStat.Of(path)!.Value;

        var told = Command.Run(folder.Path, ["stat", "--printf", "%s %i %u %g %.9Y %.9Z", path]).Output.Split(' ');

        told[..4].ShouldBe([$"{stat.SizeBytes}", $"{stat.Inode}", $"{stat.Owner}", $"{stat.Group}"]);
        told[4].Replace(".", "").ShouldBe($"{stat.ModifiedNanoseconds}");
        told[5].Replace(".", "").ShouldBe($"{stat.ChangedNanoseconds}");
        (stat.IsRegular, stat.IsExecutable, stat.IsLink).ShouldBe((true, true, false));
    }

    [Fact]
    public void A_link_is_not_followed_and_nothing_is_null()
    {
        var link = Path.Combine(folder.Path, "link");
        File.CreateSymbolicLink(link, "absent");

        FileStat.Of(link)!.Value.IsLink.ShouldBeTrue();
        FileStat.Of(link)!.Value.IsRegular.ShouldBeFalse();
        FileStat.Of(folder.Path)!.Value.IsRegular.ShouldBeFalse();
        FileStat.Of(Path.Combine(folder.Path, "absent")).ShouldBeNull();
    }
}
