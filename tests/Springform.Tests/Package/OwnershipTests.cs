using Springform.Files;
using Springform.Package;
using Springform.Plan;
using Springform.Tests.Cache;

namespace Springform.Tests.Package;

public sealed class OwnershipTests : IDisposable
{
    private const uint Somebody = 1000;

    private readonly TemporaryFolder folder = new();

    public OwnershipTests()
    {
        if (Environment.IsPrivilegedProcess)
            return;
        Environment.GetEnvironmentVariable("CI").ShouldBeNullOrEmpty("these tests need root");
        Assert.Skip("only root can give files away");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_root_makes_in_somebodys_project_is_theirs()
    {
        var root = Directory.CreateDirectory(Path.Combine(folder.Path, "theirs")).FullName;
        UnixFile.ChangeOwner(root, Somebody, Somebody).ShouldBeNull();
        using var project = new PackProject(root);
        project.Track("LICENSE");
        Directory.CreateDirectory(Path.Combine(root, "dist"));
        await File.WriteAllTextAsync(Path.Combine(root, "dist", "foreign"), "x");

        await project.DistAsync(project.Plan(project.Package("a.tgz", new PlannedFile("LICENSE", null, null))));

        Owners(Path.Combine(root, "dist")).Distinct().ShouldBe([(Somebody, Somebody)]);
        Owners(Path.Combine(root, ".springform", "dropped")).Distinct().ShouldBe([(Somebody, Somebody)]);
    }

    [Fact]
    public void Links_are_given_but_not_followed_and_other_peoples_files_stay_theirs()
    {
        var project = Directory.CreateDirectory(Path.Combine(folder.Path, "project")).FullName;
        UnixFile.ChangeOwner(project, Somebody, Somebody).ShouldBeNull();
        var outside = folder.File("outside/precious", "precious");
        var others = folder.File("project/cache/others", "x");
        UnixFile.ChangeOwner(others, 1234, 1234).ShouldBeNull();
        var mine = folder.File("project/cache/deep/mine", "x");
        var link = Path.Combine(project, "cache", "link");
        File.CreateSymbolicLink(link, Path.GetDirectoryName(outside)!);
        var said = new Lines();

        Ownership.Of(project, said).Give(Path.Combine(project, "cache"));

        FileStat.Of(mine)!.Value.Owner.ShouldBe(Somebody);
        FileStat.Of(link)!.Value.Owner.ShouldBe(Somebody);
        FileStat.Of(others)!.Value.Owner.ShouldBe(1234u);
        FileStat.Of(outside)!.Value.Owner.ShouldBe(0u);
        FileStat.Of(Path.GetDirectoryName(outside)!)!.Value.Owner.ShouldBe(0u);
        said.All.ShouldBeEmpty();
    }

    [Fact]
    public void In_roots_own_project_nothing_is_given_away()
    {
        var file = folder.File("project/file", "x");

        Ownership.Of(Path.GetDirectoryName(file)!, new Lines()).Give(file);

        FileStat.Of(file)!.Value.Owner.ShouldBe(0u);
    }

    private static IEnumerable<(uint, uint)> Owners(string path) =>
        Directory
            .EnumerateFileSystemEntries(path, "*", SearchOption.AllDirectories)
            .Append(path)
            .Select(entry => FileStat.Of(entry)!.Value)
            .Select(stat => (stat.Owner, stat.Group));
}
