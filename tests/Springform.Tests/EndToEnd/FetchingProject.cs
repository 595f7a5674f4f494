namespace Springform.Tests.EndToEnd;

/// <summary>A project with a cache of its own.</summary>
internal sealed class FetchingProject : GitProject
{
    public FetchingProject(string yaml)
    {
        File("springform.yaml", yaml);
        File("lib.txt", "a library\n");
        File("demo.h", "int demo(void);\n");
        File(".gitignore", ".springform/\ndist/\nlib/\n");
        Commit();
    }

    protected override IReadOnlyList<string> Variables => [$"SPRINGFORM_CACHE={Beside("cache")}"];

    public void ForgetCache() => Directory.Delete(Beside("cache"), recursive: true);

    public void ShouldHaveNothing() => (Directory.Exists(PathOf("lib")) ? Directory.GetFileSystemEntries(PathOf("lib")) : []).ShouldBeEmpty();

    /// <summary>lib/ has the two files of this machine's platform, and nothing else.</summary>
    public void ShouldBeFetched()
    {
        var place = Directory.GetFileSystemEntries(PathOf("lib")).ShouldHaveSingleItem();
        Path.GetFileName(place).ShouldStartWith("linux_");
        System.IO.File.ReadAllText(Path.Combine(place, "lib/lib.txt")).ShouldBe("a library\n");
        System.IO.File.ReadAllText(Path.Combine(place, "include/demo.h")).ShouldBe("int demo(void);\n");
    }
}
