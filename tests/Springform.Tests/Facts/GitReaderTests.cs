using Springform.Config;
using Springform.Errors;
using Springform.Facts;
using Springform.Keys;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Tests.Facts;

public sealed class GitReaderTests : IDisposable
{
    private readonly GitProject project = GitProject.WithCommit();

    public void Dispose() => project.Dispose();

    [Fact]
    public void A_clean_commit_without_a_tag()
    {
        var facts = Facts();

        facts.ShouldBe(new GitFacts(project.Git("rev-parse", "HEAD"), new DateTimeOffset(2026, 11, 2, 12, 0, 0, TimeSpan.FromHours(2)), false, false, null, 0));
    }

    [Theory]
    [InlineData("v1.2.3")]
    [InlineData("v1.2.3-rc-1-2-gabc")]
    [InlineData("1.0.0-4-g0123456")]
    public void The_nearest_tag_and_the_commits_after_it(string tag)
    {
        project.Git("tag", "older");
        project.Commit();
        project.Git("tag", tag);
        (Facts().Tag, Facts().CommitsSinceTag).ShouldBe((tag, 0));

        project.Commit();
        project.Commit();

        (Facts().Tag, Facts().CommitsSinceTag).ShouldBe((tag, 2));
    }

    [Fact]
    public void A_branch_and_a_file_of_a_tags_name_are_not_the_tag()
    {
        project.Git("tag", "v1.0.0");
        project.Commit();
        project.Git("tag", "-a", "-m", "two", "v2.0.0");
        project.Git("branch", "v1.0.0");
        project.File("v2.0.0", "x");
        project.Commit();
        project.Git("branch", "v2.0.0");
        project.Git("branch", "v3.0.0");

        (Facts().Tag, Facts().CommitsSinceTag).ShouldBe(("v2.0.0", 1));
    }

    [Fact]
    public void An_annotated_tag_counts_and_one_that_HEAD_does_not_descend_from_does_not()
    {
        project.Git("tag", "-a", "-m", "one", "v1.0.0");
        project.Git("checkout", "-q", "-b", "side");
        project.Commit();
        project.Git("tag", "v2.0.0");
        project.Git("checkout", "-q", "main");

        Facts().Tag.ShouldBe("v1.0.0");
    }

    [Fact]
    public void A_changed_a_staged_a_deleted_and_an_untracked_file_make_the_tree_dirty_and_an_ignored_one_does_not()
    {
        project.File(".gitignore", "*.o\n");
        project.Commit();
        project.File("a.o", "x");
        Facts().Dirty.ShouldBeFalse();

        project.File("a.c", "changed");
        Facts().Dirty.ShouldBeTrue();
        project.Git("add", "a.c");
        Facts().Dirty.ShouldBeTrue();
        project.Git("reset", "-q", "--hard");
        Facts().Dirty.ShouldBeFalse();
        File.Delete(Path.Combine(project.Path, "a.c"));
        Facts().Dirty.ShouldBeTrue();
        project.Git("reset", "-q", "--hard");
        project.File("new.c", "x");
        Facts().Dirty.ShouldBeTrue();
    }

    [Fact]
    public void A_shallow_clone_is_told()
    {
        project.Commit();
        using var clone = GitProject.ShallowCloneOf(project);

        var facts = Facts(clone.Path);

        (facts.Shallow, facts.Tag, facts.Dirty).ShouldBe((true, null, false));
    }

    [Fact]
    public void A_folder_outside_any_repository_and_a_repository_without_a_commit_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var empty = GitProject.Empty();

        foreach (var path in new[] { folder.Path, empty.Path })
        {
            var problem = Should.Throw<SpringformException>(() => Facts(path)).Problems.ShouldHaveSingleItem();
            (problem.Code, problem.Where).ShouldBe((ErrorCode.NoRepository, path));
        }
    }

    [Fact]
    public void Files_are_listed_by_their_true_names()
    {
        string[] names = ["a b.c", "a\nb.c", "a\rb\r\n.c", "a\tb", "\"q\".c", "ä/ö ü.c", "日本.c"];
        foreach (var name in names)
        {
            project.File(name, "x");
        }

        Files().ShouldBe([.. names, "a.c"], ignoreOrder: true);
        project.Commit();
        Files().ShouldBe([.. names, "a.c"], ignoreOrder: true);
        Facts().Dirty.ShouldBeFalse();
    }

    [Fact]
    public void A_long_list_arrives_whole()
    {
        var names = Enumerable.Range(0, 700).Select(number => $"{number}-{new string('n', 60)}.c").ToList();
        names.ForEach(name => project.File(name, ""));

        Files().ShouldBe([.. names, "a.c"], ignoreOrder: true);
    }

    [Fact]
    public void Tracked_and_untracked_files_are_listed_and_ignored_and_deleted_ones_are_not()
    {
        project.File(".gitignore", "*.o\n/out/\n");
        project.File("forced.o", "x");
        project.File("gone.c", "x");
        project.Git("add", "-f", "forced.o");
        project.Commit();
        project.File("a.o", "x");
        project.File("out/app", "x");
        project.File("new.c", "x");
        File.Delete(Path.Combine(project.Path, "gone.c"));
        File.CreateSymbolicLink(Path.Combine(project.Path, "link"), "absent");

        Files().ShouldBe([".gitignore", "a.c", "forced.o", "link", "new.c"], ignoreOrder: true);
    }

    [Fact]
    public void A_tracked_file_whose_place_a_folder_took_is_not_listed()
    {
        File.Delete(Path.Combine(project.Path, "a.c"));
        project.File("a.c/b.c", "x");

        Files().ShouldBe(["a.c/b.c"]);
    }

    [Fact]
    public void A_project_in_a_subfolder_lists_its_own_files_and_shares_the_repositorys_facts()
    {
        project.File("sub/dir/b.c", "x");
        project.Commit();
        project.Git("tag", "v1.0.0");
        var sub = Path.Combine(project.Path, "sub");

        Files(sub).ShouldBe(["dir/b.c"]);
        Facts(sub).ShouldBe(Facts());
        project.File("a.c", "changed");
        Facts(sub).Dirty.ShouldBeTrue();
    }

    [Fact]
    public void A_name_that_is_not_text_is_an_error_and_never_left_out()
    {
        Command.Run(project.Path, ["sh", "-c", "printf x >\"$(printf 'b\\377.c')\""]).ExitCode.ShouldBe(0);

        try
        {
            var problem = Should.Throw<SpringformException>(() => Files()).Problems.ShouldHaveSingleItem();

            problem.Code.ShouldBe(ErrorCode.InvalidValue);
            problem.What.ShouldContain("UTF-8");
        }
        finally
        {
            // .NET can neither open nor delete such a file.
            Command.Run(project.Path, ["sh", "-c", "rm b*"]).ExitCode.ShouldBe(0);
        }
    }

    private GitFacts Facts(string? path = null)
    {
        var folder = path ?? project.Path;
        using var state = new TemporaryFolder();
        var hasher = new FileHasher(Path.Combine(state.Path, "stat-cache"), TimeProvider.System);
        return new FactsReader(Reader(path), hasher, folder).Read(new ProjectConfig { Name = "demo" }, new Dictionary<string, BasePin>(), null, null).Git;
    }

    private IReadOnlyList<string> Files(string? path = null) => Reader(path).Read(TagPattern.Default, null).Files.Files;

    private GitReader Reader(string? path) => new(CakeParts.Context(), new ProcessRunner(ProcessEnvironment.Current()), path ?? project.Path);
}
