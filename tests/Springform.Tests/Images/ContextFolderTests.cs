using Springform.Engine;
using Springform.Errors;
using Springform.Images;
using Springform.Keys;
using Springform.Plan;

namespace Springform.Tests.Images;

public sealed class ContextFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_holds_the_files_of_the_key_with_plain_modes_and_one_time()
    {
        File("tools/t/run.sh", "1", executable: true);
        File("tools/t/deep/er/x", "2");
        File("tools/t/undeclared", "3");
        System.IO.File.CreateSymbolicLink(PathOf("tools/t/link"), "deep/absent");
        var files = Facts("tools/t/run.sh", "tools/t/deep/er/x", "tools/t/link");

        ContextFolder.Write(files, folder.Path, "tools/t", PathOf("build"), TestContext.Current.CancellationToken);

        var root = new DirectoryInfo(ImageBuild.ContextIn(PathOf("build")));
        var entries = root.GetFileSystemInfos("*", SearchOption.AllDirectories);
        entries
            .Select(entry => Path.GetRelativePath(root.FullName, entry.FullName))
            .Order(StringComparer.Ordinal)
            .ShouldBe(["deep", "deep/er", "deep/er/x", "link", "run.sh"]);
        entries.Append(root).ShouldAllBe(entry => entry.LastWriteTimeUtc == DateTime.UnixEpoch.AddSeconds(1));
        new FileInfo(Path.Combine(root.FullName, "link")).LinkTarget.ShouldBe("deep/absent");
        Mode("run.sh").ShouldBe("493");
        Mode("deep/er/x").ShouldBe("420");
        Mode("deep").ShouldBe("493");

        string Mode(string path) => $"{(int)System.IO.File.GetUnixFileMode(Path.Combine(root.FullName, path))}";
    }

    [Fact]
    public void What_is_no_longer_what_its_key_says_is_E406()
    {
        File("a", "1");
        var files = Facts("a");
        File("a", "2");

        Should
            .Throw<SpringformException>(() => ContextFolder.Write(files, folder.Path, "", PathOf("build"), TestContext.Current.CancellationToken))
            .Problems.Single()
            .ShouldSatisfyAllConditions(
                problem => problem.Code.ShouldBe(ErrorCode.MissingInput),
                problem => problem.What.ShouldBe("a changed while it was used")
            );
    }

    private FileSet Facts(params string[] paths)
    {
        var hasher = new FileHasher(PathOf("stat-cache"), TimeProvider.System);
        return new FileSet(paths.Select(path => hasher.Fact(folder.Path, path)));
    }

    private void File(string path, string text, bool executable = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        System.IO.File.WriteAllText(PathOf(path), text);
        if (executable)
            System.IO.File.SetUnixFileMode(PathOf(path), (UnixFileMode)0b111_000_000);
    }

    private string PathOf(string path) => Path.Combine(folder.Path, path);
}
