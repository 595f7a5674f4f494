namespace Springform.Tests.EndToEnd;

/// <summary>Repositories that git refuses, and callers who changed what git says: the user's to mend, in git's own words.</summary>
public sealed class Repositories : IDisposable
{
    private readonly PlainProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public void A_repository_of_another_owner_is_refused_in_gits_own_words()
    {
        Assert.SkipUnless(Environment.UserName == "root", "needs root, to give a folder away");
        Chown("65534:65534");

        project
            .Run("HOME=/nowhere", "--target=Plan")
            .Ends(2)
            .Says(
                "E120 git does not read the repository, because it belongs to another user",
                $"fix git config --global --add safe.directory {project.Folder}, or run as its owner",
                "detected dubious ownership"
            );
        project.Run("GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", $"GIT_CONFIG_VALUE_0={project.Folder}", "--target=Plan").Ends(0);
        project.Run("HOME=/nowhere", "--target=Doctor").Says("detected dubious ownership", "safe.directory").SaysNot("git init");
        Chown("0:0");
    }

    [Theory]
    [InlineData("index", "E120 the repository's index is damaged", "git reset")]
    [InlineData("HEAD", "E120 the repository is damaged: there is a .git, and git does not take it for one", "a new clone mends it")]
    [InlineData("config", "E120 git cannot read its configuration", "correct the line that git names")]
    [InlineData("refs/heads/main", "E120", "git fsck")]
    public void A_damaged_repository_is_told_in_gits_own_words(string file, string what, string fix)
    {
        File.WriteAllText(project.PathOf($".git/{file}"), "[garbage\n");

        project.Run("--target=Plan").Ends(2).Says(what, fix).SaysNot("a bug in Springform");
    }

    [Theory]
    [InlineData("core.bare", "perhaps")]
    [InlineData("core.compression", "much")]
    public void A_setting_that_git_cannot_read_is_told_by_its_name(string name, string value)
    {
        project.Git("config", name, value);

        project.Run("--target=Plan").Ends(2).Says("E120 git cannot read its configuration", "correct the value that git names", name).SaysNot("git fsck");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("0000000000000000000000000000000000000000")]
    public void A_damaged_tag_is_told_and_no_other_one_becomes_the_version(string content)
    {
        using var tagged = new PlainProject(PlainProject.Yaml.Replace("version: 1.2.3", "version: {tag: true}", StringComparison.Ordinal));
        tagged.Git("tag", "v0.9.0");
        tagged.File(".git/refs/tags/v1.0.0", content);

        tagged
            .Run("--target=Plan")
            .Ends(2)
            .Says("E120 a tag of the repository is damaged", "git fetch --tags --force", "ignoring broken ref refs/tags/v1.0.0")
            .SaysNot("hello 0.9.0");
    }

    [Theory]
    [InlineData("v1.0.0")]
    [InlineData("v1.0.0^{commit}")]
    public void A_tag_whose_object_is_missing_is_told_and_no_other_one_becomes_the_version(string lost)
    {
        using var tagged = new PlainProject(PlainProject.Yaml.Replace("version: 1.2.3", "version: {tag: true}", StringComparison.Ordinal));
        tagged.Git("tag", "v0.9.0");
        var first = tagged.Git("rev-parse", "HEAD").Trim();
        tagged.Git("commit", "--quiet", "--allow-empty", "--message", "tagged, and not below HEAD");
        tagged.Git("tag", "--annotate", "--message", "one", "v1.0.0");
        var path = tagged.Git("rev-parse", lost).Trim();
        tagged.Git("reset", "--quiet", "--hard", first);
        File.Delete(tagged.PathOf($".git/objects/{path[..2]}/{path[2..]}"));

        tagged
            .Run("--target=Plan")
            .Ends(2)
            .Says("E120 a tag of the repository leads to an object that is not there", "git fetch --tags --force", "for refs/tags/v1.0.0")
            .SaysNot("hello 0.9.0");
    }

    [Fact]
    public void A_repository_without_what_makes_it_one_is_damaged_and_not_missing()
    {
        Directory.Delete(project.PathOf(".git/objects"), recursive: true);

        project.Run("--target=Plan").Ends(2).Says("E120 the repository is damaged").SaysNot("git init");
    }

    [Fact]
    public void A_damaged_object_is_told_in_gits_own_words()
    {
        foreach (var path in Directory.GetFiles(project.PathOf(".git/objects"), "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.WriteAllText(path, "garbage");
        }

        project.Run("--target=Plan").Ends(2).Says("E120", "git fsck").SaysNot("a bug in Springform");
    }

    [Fact]
    public void Without_git_its_command_is_named()
    {
        var dotnet = Path.GetFullPath(Path.Combine(typeof(object).Assembly.Location, "../../../.."));

        project.Run($"PATH={dotnet}", "--target=Plan").Ends(4).Says("E303 git is not installed", "apt-get install git");
    }

    [Fact]
    public void The_variables_of_a_hook_point_git_nowhere_else()
    {
        project
            .Run("GIT_DIR=/nowhere", "GIT_INDEX_FILE=/nowhere/index", "GIT_WORK_TREE=/nowhere", "GIT_TRACE=1", "LANG=de_DE.UTF-8", "--target=Plan")
            .Ends(0)
            .Says("hello 1.2.3+")
            .SaysNot("dirty");
    }

    [Theory]
    [InlineData("1667997441000")]
    [InlineData("1.7e9")]
    [InlineData("-5")]
    [InlineData("1700000000.5")]
    [InlineData(" 1700000000")]
    [InlineData("99999999999999999999")]
    [InlineData("4354819199")]
    [InlineData("0x10")]
    public void An_epoch_that_is_no_number_of_seconds_is_refused_before_anything_runs(string epoch)
    {
        project
            .Run($"SOURCE_DATE_EPOCH={epoch}", "--target=Dist")
            .Ends(2)
            .Says("E103 SOURCE_DATE_EPOCH cannot be", "whole seconds since 1970")
            .SaysNot("--> BaseImages");
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("4354819198")]
    public void An_epoch_that_archives_can_hold_is_taken(string epoch) => project.Run($"SOURCE_DATE_EPOCH={epoch}", "--target=Plan").Ends(0);

    [Fact]
    public void A_commit_of_an_impossible_date_is_told()
    {
        var tree = project.Git("rev-parse", "HEAD^{tree}").Trim();
        var file = project.Beside("commit");
        File.WriteAllText(file, $"tree {tree}\nauthor A <a@example.org> 1700000000 +0000\ncommitter A <a@example.org> 99999999999 +0000\n\nlate\n");
        project.Git("update-ref", "refs/heads/main", project.Git("hash-object", "-t", "commit", "-w", file).Trim());

        project.Run("--target=Plan").Ends(2).Says("E103 the date of the commit").SaysNot("a bug in Springform");
    }

    [Fact]
    public void What_belongs_to_the_project_and_is_absent_is_said_in_every_build()
    {
        project.File("model.bin", $"version https://git-lfs.github.com/spec/v1\noid sha256:{new string('7', 64)}\nsize 12345\n");
        project.Commit("A model");
        File.Delete(project.PathOf("compile.sh"));

        project.Run("--target=Plan").Says("warning: not as in the commit: D compile.sh", "warning: not as in the commit: M model.bin is a Git LFS pointer");
    }

    private void Chown(string owner) => Command.Run(project.Folder, ["chown", "-R", owner, project.Folder]).ExitCode.ShouldBe(0);
}
