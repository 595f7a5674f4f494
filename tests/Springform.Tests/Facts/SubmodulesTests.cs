namespace Springform.Tests.Facts;

/// <summary>Submodules and nested repositories: git names them as folders, and their files are inputs as others are.</summary>
public sealed class SubmodulesTests : IDisposable
{
    private readonly GitProject project = GitProject.WithCommit();
    private readonly GitProject library = GitProject.WithCommit();
    private readonly GitProject inner = GitProject.WithCommit();

    public SubmodulesTests()
    {
        library.File("lib.c", "lib\n");
        library.File(".gitignore", "*.o\n");
        library.Commit();
        Add(library, inner, "inner");
        Add(project, library, "vendor/lib");
        project.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init", "--recursive");
    }

    public void Dispose()
    {
        project.Dispose();
        library.Dispose();
        inner.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("vendor/**")]
    [InlineData("vendor/lib")]
    [InlineData("vendor")]
    public void Files_of_a_submodule_and_of_one_inside_it_are_inputs_and_its_git_file_is_none(string? inputs)
    {
        var facts = SourceChangesOf.Facts(project.Path, inputs is null ? null : [inputs]);

        facts
            .Tree.Files.Select(file => file.Path)
            .ShouldBe([".gitmodules", "a.c", "vendor/lib/.gitignore", "vendor/lib/.gitmodules", "vendor/lib/a.c", "vendor/lib/inner/a.c", "vendor/lib/lib.c"]);
        facts.Named.Files.ShouldBeEmpty();
        facts.Changes.ShouldBeEmpty();
    }

    [Fact]
    public void A_change_inside_is_one_whatever_settings_say()
    {
        project.Git("config", "diff.ignoreSubmodules", "all");
        project.Git("config", "submodule.vendor/lib.ignore", "all");
        project.File("vendor/lib/lib.c", "changed\n");
        project.File("vendor/lib/inner/new.c", "new\n");
        project.File("vendor/lib/ignored.o", "x");

        SourceChangesOf.Folder(project.Path).ShouldBe(["?? vendor/lib/inner/new.c", " M vendor/lib/lib.c"]);
    }

    [Fact]
    public void Another_commit_inside_is_told()
    {
        project.Git("-C", "vendor/lib", "commit", "-q", "--allow-empty", "-m", "more");

        SourceChangesOf.Folder(project.Path).ShouldBe([" M vendor/lib is a submodule at another commit: git submodule update --recursive"]);
    }

    [Fact]
    public void One_that_is_not_checked_out_is_told()
    {
        project.Git("submodule", "--quiet", "deinit", "--force", "vendor/lib");
        const string told = " D vendor/lib is a submodule that is not checked out: git submodule update --init --recursive";
        SourceChangesOf.Folder(project.Path).ShouldBe([told]);

        Directory.Delete(Path.Combine(project.Path, "vendor/lib"));
        SourceChangesOf.Folder(project.Path).ShouldBe([told]);

        project.File("vendor/lib/.git/x", "no repository");
        SourceChangesOf.Folder(project.Path)[0].ShouldBe(told);
    }

    [Fact]
    public void A_nested_repository_is_taken_and_is_in_no_commit()
    {
        project.File("nested/b.c", "x");
        project.Git("-C", "nested", "init", "-q");
        SourceChangesOf.Facts(project.Path).Tree.Files.Select(file => file.Path).ShouldContain("nested/b.c");
        SourceChangesOf.Folder(project.Path).ShouldBe(["?? nested", "?? nested/b.c"]);

        project.Git("-C", "nested", "add", "-A");
        project.Git("-C", "nested", "commit", "-q", "-m", "nested");
        SourceChangesOf.Folder(project.Path).ShouldBe(["?? nested"]);
    }

    [Fact]
    public void A_submodule_is_a_project_of_its_own()
    {
        SourceChangesOf.Folder(Path.Combine(project.Path, "vendor/lib")).ShouldBeEmpty();
    }

    private static void Add(GitProject project, GitProject library, string path)
    {
        project.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library.Path, path);
        project.Commit();
    }
}
