using Springform.Errors;
using Springform.Files;
using Springform.Hosting;
using Springform.Machine;

namespace Springform.Tests.Hosting;

/// <summary>Whoever has no room left is told how much Springform itself can give back, and by which command.</summary>
public sealed class DiskUseTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_full_disks_remedy_counts_what_there_is_the_most_first()
    {
        Bytes(".springform/staging/hello.tgz", 3);
        Bytes(".springform/scratch/a/b", 2);
        Bytes(".springform/pins.json.abcdefgh.partial", 1);
        Bytes("springform.lock.abcdefgh.partial", 1);
        Bytes("tools-cache/.0123.part", 1);
        Bytes("tools-cache/fio.tar", 4);
        Bytes("tools-cache/README", 9);
        Bytes(".springform/results/compile.tar", 5);
        Bytes("dist/hello.tgz", 1);
        Bytes(".springform/dropped/mine.partial", 2);
        Bytes("cache/bases/bookworm-amd64.tar", 12);

        Fix(new Problem(ErrorCode.DiskFull, "the disk is full", Path.Combine(folder.Path, "dist", "new", "x") + ", log x", "make room"))
            .ShouldBe(
                "make room; Springform itself can give back 32.0 MB there: "
                    + $"12.0 MB of bases made from mirrors, of all projects (rm -r {folder.Path}/cache/bases), "
                    + "8.0 MB of runs that did not end (the next one removes it), "
                    + "6.0 MB of dist/ and the results of commands (--target=Clean), "
                    + "4.0 MB of tools-cache/ (--target=CleanToolsCache), "
                    + $"2.0 MB of files that are not Springform's and were in dist/ (look at them: {folder.Path}/.springform/dropped)"
            );
    }

    [Fact]
    public void Nothing_is_promised_where_there_is_nothing_and_of_another_disk()
    {
        Fix(new Problem(ErrorCode.DiskFull, "the disk is full", folder.Path, "make room")).ShouldBe("make room");

        Bytes("tools-cache/fio.tar", 4);
        Fix(new Problem(ErrorCode.DiskFull, "the disk is full", "/proc/self", "make room")).ShouldBe("make room");
        Fix(new Problem(ErrorCode.ReadOnly, "it is read-only", folder.Path, "mount it")).ShouldBe("mount it");
        Fix(new Problem(ErrorCode.DiskFull, "the engine's disk is full", "image x", "prune"))
            .ShouldEndWith("4.0 MB of tools-cache/ (--target=CleanToolsCache)");
    }

    private string Fix(Problem problem)
    {
        var environment = new ProcessEnvironment(new Dictionary<string, string> { ["SPRINGFORM_CACHE"] = Path.Combine(folder.Path, "cache") });
        return new DiskUse(new ProjectFolders(folder.Path), environment).Counted(new SpringformException(problem)).Problems.ShouldHaveSingleItem().Fix;
    }

    private void Bytes(string path, int millions)
    {
        using var file = File.Create(folder.File(path, ""));
        file.SetLength(millions * 1_000_000L);
    }
}
