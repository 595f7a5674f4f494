using Springform.Config;
using Springform.Facts;

namespace Springform.Tests.Facts;

/// <summary>What is hashed is compared with the commit, whatever flags and settings hide from git status.</summary>
public sealed class SourceChangesTests : IDisposable
{
    private readonly GitProject project = GitProject.WithCommit();

    public void Dispose() => project.Dispose();

    [Theory]
    [InlineData("--skip-worktree")]
    [InlineData("--assume-unchanged")]
    public void A_flag_of_the_index_hides_neither_a_change_nor_an_absence(string flag)
    {
        project.Git("update-index", flag, "a.c");
        Changes().ShouldBeEmpty();

        project.File("a.c", "int b;\n");
        Changes().ShouldBe([" M a.c"]);
        File.Delete(PathOf("a.c"));
        Changes().ShouldBe([" D a.c"]);
    }

    [Theory]
    [InlineData("status.showUntrackedFiles", "no")]
    [InlineData("core.untrackedCache", "true")]
    [InlineData("core.ignoreStat", "true")]
    [InlineData("core.checkStat", "minimal")]
    [InlineData("core.trustctime", "false")]
    [InlineData("core.fsmonitor", "/bin/true")]
    [InlineData("core.fileMode", "false")]
    public void A_setting_hides_nothing(string name, string value)
    {
        project.Git("config", name, value);
        var written = File.GetLastWriteTimeUtc(PathOf("a.c"));
        project.File("a.c", "int b;\n");
        File.SetLastWriteTimeUtc(PathOf("a.c"), written);
        project.File("extra.inc", "x");

        Changes().ShouldBe([" M a.c", "?? extra.inc"]);
    }

    [Fact]
    public void A_mode_counts_and_so_does_a_file_in_the_place_of_a_link()
    {
        File.CreateSymbolicLink(PathOf("link"), "a.c");
        project.Commit();
        project.Git("config", "core.fileMode", "false");
        File.SetUnixFileMode(PathOf("a.c"), File.GetUnixFileMode(PathOf("a.c")) | UnixFileMode.UserExecute);
        File.Delete(PathOf("link"));
        project.File("link", "a.c");

        Changes().ShouldBe([" M a.c (its mode)", " M link (its mode)"]);
    }

    [Fact]
    public void A_link_elsewhere_counts()
    {
        File.CreateSymbolicLink(PathOf("link"), "a.c");
        project.Commit();
        File.Delete(PathOf("link"));
        File.CreateSymbolicLink(PathOf("link"), "b.c");

        Changes().ShouldBe([" M link"]);
    }

    [Fact]
    public void The_index_alone_is_no_change_and_what_it_hides_is_one()
    {
        project.File("a.c", "int staged;\n");
        project.Git("add", "a.c");
        project.File("a.c", "int a;\n");
        Changes().ShouldBeEmpty();

        project.Git("reset", "-q", "--hard");
        project.File(".git/info/exclude", "a.c\n");
        project.Git("rm", "-q", "--cached", "a.c");
        Changes().ShouldBe([" D a.c"]);
    }

    [Fact]
    public void A_file_that_is_only_intended_to_be_added_is_in_no_commit()
    {
        project.File("new.c", "x");
        project.Git("add", "-N", "new.c");

        Changes().ShouldBe(["?? new.c"]);
    }

    [Fact]
    public void A_replaced_commit_is_not_the_commit()
    {
        var real = project.Git("rev-parse", "HEAD");
        project.File("a.c", "int replaced;\n");
        project.Git("commit", "-q", "-am", "other");
        var other = project.Git("rev-parse", "HEAD");
        project.Git("reset", "-q", "--hard", real);
        project.Git("replace", real, other);
        project.File("a.c", "int replaced;\n");

        Changes().ShouldBe([" M a.c"]);
    }

    [Fact]
    public void What_a_sparse_checkout_leaves_out_is_absent()
    {
        project.File("left/out.c", "x");
        project.File("kept/in.c", "x");
        project.Commit();
        project.Git("sparse-checkout", "set", "kept");

        Changes().ShouldBe([" D left/out.c"]);
    }

    [Theory]
    [InlineData("core.autocrlf", "true", "", "int a;\r\nint b;\r\n", true)] // what a checkout writes
    [InlineData("core.autocrlf", "true", "", "int a;\nint b;\n", true)] // what is stored
    [InlineData("core.autocrlf", "input", "", "int a;\r\nint b;\r\n", false)] // git status is silent, and a checkout has other bytes
    [InlineData("core.autocrlf", "false", "*.c text eol=crlf", "int a;\r\nint b;\r\n", true)]
    [InlineData("core.autocrlf", "false", "*b.c working-tree-encoding=UTF-16LE", "UTF-16LE", true)]
    [InlineData("core.autocrlf", "true", "", "int a;\r\nint c;\r\n", false)]
    public void Line_ends_and_encodings_are_as_a_checkout_writes_them(string setting, string value, string attributes, string text, bool isSame)
    {
        project.File(".gitattributes", attributes + "\n");
        project.File("sub dir/\"ü\" b.c", "int a;\nint b;\n");
        project.Git("-c", "core.autocrlf=false", "add", ".gitattributes");
        project.Git("commit", "-q", "-m", "attributes");
        if (text == "UTF-16LE")
        {
            File.WriteAllBytes(PathOf("sub dir/\"ü\" b.c"), System.Text.Encoding.Unicode.GetBytes("int a;\nint b;\n"));
        }

        project.Commit();
        project.Git("config", setting, value);
        project.File(".gitattributes", attributes + "\n");
        if (text != "UTF-16LE")
        {
            project.File("sub dir/\"ü\" b.c", text);
        }

        Changes().ShouldBe(isSame ? [] : [" M sub dir/\"ü\" b.c"]);
    }

    [Theory]
    [InlineData(".gitattributes", "sub/in/*.txt text eol=crlf")]
    [InlineData(".gitattributes", "*.txt text eol=crlf")]
    [InlineData("sub/.gitattributes", "in/*.txt text eol=crlf")]
    [InlineData("sub/in/.gitattributes", "b.txt text eol=crlf export-subst")]
    public void Attributes_count_for_a_project_in_a_folder_of_its_repository(string file, string attributes)
    {
        project.File(file, attributes + "\n");
        project.File("sub/in/b.txt", "one\r\ntwo\r\n");
        project.Commit();
        Changes("sub").ShouldBeEmpty();
        Changes("sub/in").ShouldBeEmpty();

        project.File("sub/in/b.txt", "one\r\ntwo\n");
        Changes("sub").ShouldBe([" M in/b.txt"]);
    }

    [Fact]
    public void An_encoding_and_a_filter_count_there_too_and_attributes_of_another_folder_do_not()
    {
        project.Git("config", "filter.upper.clean", "tr A-Z a-z");
        project.Git("config", "filter.upper.smudge", "tr a-z A-Z");
        project.File(".gitattributes", "sub/*.up filter=upper\nother/*.c text eol=crlf\nsub/*.le working-tree-encoding=UTF-16LE\n");
        project.Git("add", ".gitattributes");
        project.Git("commit", "-q", "-m", "attributes");
        project.File("sub/x.up", "HELLO\n");
        Directory.CreateDirectory(PathOf("sub"));
        File.WriteAllBytes(PathOf("sub/y.le"), System.Text.Encoding.Unicode.GetBytes("hello\n"));
        project.File("sub/other/z.c", "one\n");
        project.Commit();
        Changes("sub").ShouldBeEmpty();

        project.File("sub/other/z.c", "one\r\n");
        Changes("sub").ShouldBe([" M other/z.c"]);
    }

    [Fact]
    public void A_file_a_branch_and_a_tag_called_HEAD_are_not_the_commit()
    {
        var before = project.Git("rev-parse", "HEAD");
        project.File("HEAD", "x");
        project.Commit();
        project.Git("update-ref", "refs/heads/HEAD", before);
        project.Git("update-ref", "refs/tags/HEAD", before);

        Changes().ShouldBeEmpty();
        SourceChangesOf.Facts(project.Path).Git.Commit.ShouldBe(project.Git("rev-list", "--max-count=1", "refs/heads/main"));
        project.File("HEAD", "y");
        Changes().ShouldBe([" M HEAD"]);
    }

    [Fact]
    public void A_filter_that_hides_a_change_from_git_hides_it_not()
    {
        project.Git("config", "filter.hide.clean", "sed s/hidden/a/");
        project.File(".git/info/attributes", "a.c filter=hide\n");
        project.File("a.c", "int hidden;\n");
        project.Git("add", "a.c");
        project.Git("status", "--porcelain").ShouldBeEmpty();

        Changes().ShouldBe([" M a.c"]);
    }

    [Fact]
    public void A_filter_whose_output_lies_there_is_no_change_and_one_that_does_not_run_is()
    {
        project.Git("config", "filter.upper.clean", "tr A-Z a-z");
        project.Git("config", "filter.upper.smudge", "tr a-z A-Z");
        project.File(".gitattributes", "*.up filter=upper\n");
        project.File("x.up", "HELLO\n");
        project.Commit();
        Changes().ShouldBeEmpty();

        project.Git("config", "filter.upper.smudge", "/nowhere/program");
        project.Git("config", "filter.upper.required", "true");
        Changes().ShouldBe([" M x.up"]);
    }

    [Fact]
    public void A_pointer_of_LFS_is_no_file_and_its_file_is_one_without_git_lfs()
    {
        const string content = "the model\n";
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)));
        var pointer = $"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256}\nsize {content.Length}\n";
        project.File("model.bin", pointer);
        project.File("fixture.bin", pointer);
        project.Commit();
        project.File(".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\nfixture.bin -filter\n");
        project.Git("add", ".gitattributes");
        project.Git("commit", "-q", "-m", "attributes");
        project.Git("config", "filter.lfs.required", "true");
        project.Git("config", "filter.lfs.smudge", "/nowhere/git-lfs");
        Changes().ShouldBe([" M model.bin is a Git LFS pointer and not the file: git lfs pull"]);

        project.File("model.bin", content);
        Changes().ShouldBeEmpty();

        project.File("model.bin", "the models");
        Changes().ShouldBe([" M model.bin"]);
    }

    [Fact]
    public void An_ignored_file_beside_tracked_ones_in_a_named_folder_is_a_change_and_a_declared_one_is_none()
    {
        project.File(".gitignore", "*.local\n/made/\n");
        project.File("src/a.c", "x");
        project.Commit();
        project.File("src/b.local", "x");
        project.File("made/c.c", "x");
        project.File("d.local", "x");

        Changes(inputs: ["src", "made", "d.local"]).ShouldBe(["?? src/b.local"]);
        Changes(inputs: ["src/**"]).ShouldBeEmpty();
    }

    [Fact]
    public void A_configuration_that_git_ignores_is_in_no_commit()
    {
        project.File(".gitignore", "springform.*\n");
        project.Commit();
        project.File("springform.yaml", "name: demo\n");

        Changes().ShouldBe(["?? springform.yaml"]);
    }

    [Fact]
    public void Elsewhere_in_the_repository_counts_and_settings_hide_nothing_there()
    {
        project.File("sub/b.c", "x");
        project.Commit();
        project.Git("config", "status.showUntrackedFiles", "no");
        project.File("other/new.c", "x");
        project.File("sub/b.c", "y");

        Changes("sub").ShouldBe(["?? other/", " M b.c"], ignoreOrder: true);
    }

    private string PathOf(string relative) => Path.Combine(project.Path, relative);

    private IReadOnlyList<string> Changes(string sub = "", string[]? inputs = null) => SourceChangesOf.Folder(PathOf(sub), inputs);
}
