using Springform.Errors;
using Springform.Facts;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Tests.Facts;

/// <summary>Which tag the version comes from, in repositories as people have them.</summary>
public sealed class NearestTagTests : IDisposable
{
    private readonly GitProject project = GitProject.WithCommit();

    public void Dispose() => project.Dispose();

    [Theory]
    [InlineData("v1")]
    [InlineData("latest")]
    [InlineData("lib/v2.3.4")]
    [InlineData("nightly")]
    [InlineData("nightly-20261120-3f2a91c")]
    [InlineData("development-20261120-3f2a91c")]
    [InlineData("deploy/2026-11-28")]
    [InlineData("v2.0.0+build")]
    [InlineData("ünïcode-1")]
    public void Another_tag_at_HEAD_or_nearer_is_passed_over(string other)
    {
        project.Git("tag", "v1.0.0");
        project.Git("tag", "-a", "-m", "x", other);
        Nearest().ShouldBe(("v1.0.0", 0));

        project.Commit();
        project.Git("tag", "-f", "-a", "-m", "x", other);
        Nearest().ShouldBe(("v1.0.0", 1));
    }

    [Fact]
    public void Without_a_version_the_passed_tag_is_known_and_that_of_a_channel_is_none()
    {
        project.Git("tag", "nightly-20261120-3f2a91c");
        Read().PassedTag.ShouldBeNull();

        project.Git("tag", "release-7");
        (Read().Tag, Read().PassedTag).ShouldBe((null, "release-7"));
        Nearest("release-*").ShouldBe(("release-7", 0));
    }

    [Theory]
    [InlineData(null, "v1.0.0")]
    [InlineData("v1.0.0-rc.1", "v1.0.0-rc.1")]
    [InlineData("1.0.0", "1.0.0")]
    [InlineData("v0.9.0", "v1.0.0")]
    [InlineData("latest", "v1.0.0")]
    public void At_HEAD_the_started_tag_counts_and_else_the_highest(string? startedFor, string tag)
    {
        project.Git("tag", "v0.9.0");
        project.Commit();
        foreach (var annotated in new[] { "v1.0.0-rc.1", "1.0.0", "latest" })
        {
            project.Git("tag", "-a", "-m", "x", annotated);
        }

        project.Git("tag", "v1.0.0");

        Read(startedFor: startedFor).Tag.ShouldBe(tag);
    }

    [Fact]
    public void Below_HEAD_the_highest_of_the_nearest_commit_counts_though_its_candidate_is_annotated()
    {
        project.Git("tag", "-a", "-m", "x", "v1.0.0-rc.1");
        project.Git("tag", "v1.0.0");
        project.Commit();

        Nearest().ShouldBe(("v1.0.0", 1));
    }

    [Fact]
    public void Tags_of_tags_of_trees_and_of_files_are_followed_or_passed_over()
    {
        project.Git("tag", "-a", "-m", "x", "inner");
        project.Git("tag", "-a", "-m", "x", "v1.0.0", "inner");
        project.Git("tag", "v2.0.0", "HEAD^{tree}");
        project.Git("tag", "-a", "-m", "x", "v3.0.0", "HEAD:a.c");
        Nearest().ShouldBe(("v1.0.0", 0));

        project.Commit();
        Nearest().ShouldBe(("v1.0.0", 1));
    }

    [Fact]
    public void A_tag_that_was_renamed_counts_by_its_name_here()
    {
        project.Git("tag", "-a", "-m", "x", "v1.0.0");
        project.Git("update-ref", "refs/tags/v1.2.0", "refs/tags/v1.0.0");
        project.Git("tag", "-d", "v1.0.0");
        Nearest().ShouldBe(("v1.2.0", 0));

        project.Commit();
        Nearest().ShouldBe(("v1.2.0", 1));
    }

    [Fact]
    public void Branches_of_a_tags_name_detached_HEADs_packed_references_and_worktrees_change_nothing()
    {
        project.Git("tag", "v1.0.0");
        project.Commit();
        project.Git("branch", "v1.0.0", "HEAD");
        project.Git("pack-refs", "--all");
        project.Git("checkout", "-q", "--detach");
        Nearest().ShouldBe(("v1.0.0", 1));

        using var beside = new TemporaryFolder();
        var worktree = Path.Combine(beside.Path, "tree");
        project.Git("worktree", "add", "-q", "--detach", worktree, "refs/tags/v1.0.0");
        Nearest(folder: worktree).ShouldBe(("v1.0.0", 0));
    }

    [Fact]
    public void A_shallow_clone_knows_the_tag_at_HEAD()
    {
        project.Commit();
        project.Git("tag", "v1.0.0");
        using var clone = GitProject.ShallowCloneOf(project);

        Nearest(folder: clone.Path).ShouldBe(("v1.0.0", 0));
    }

    [Fact]
    public void Settings_and_variables_of_the_caller_change_nothing()
    {
        project.Git("tag", "v1.0.0");
        project.Commit();
        foreach (
            var (name, value) in new[]
            {
                ("column.ui", "always"),
                ("tag.sort", "-refname"),
                ("core.abbrev", "4"),
                ("color.ui", "always"),
                ("alias.describe", "!false"),
                ("versionsort.suffix", "-"),
            }
        )
        {
            project.Git("config", name, value);
        }

        var variables = new Dictionary<string, string?>
        {
            ["GIT_DIR"] = "/nowhere",
            ["GIT_WORK_TREE"] = "/nowhere",
            ["GIT_INDEX_FILE"] = "/nowhere/index",
            ["GIT_NAMESPACE"] = "other",
            ["GIT_TRACE"] = "1",
            ["GIT_LITERAL_PATHSPECS"] = "1",
            ["GIT_OBJECT_DIRECTORY"] = "/nowhere",
            ["LANG"] = "de_DE.UTF-8",
            ["GIT_PAGER"] = "false",
        };

        var facts = new GitReader(CakeParts.Context(), new ProcessRunner(ProcessEnvironment.Current().With(variables)), project.Path)
            .Read(TagPattern.Default, null)
            .Facts;

        (facts.Tag, facts.CommitsSinceTag, facts.Commit).ShouldBe(("v1.0.0", 1, project.Git("rev-parse", "HEAD")));
    }

    [Fact]
    public void A_repository_of_SHA_256_is_read()
    {
        using var modern = new GitProject();
        modern.Git("init", "-q", "-b", "main", "--object-format=sha256");
        modern.File("a.c", "int a;\n");
        modern.Commit();
        modern.Git("tag", "v1.0.0");

        var facts = Read(folder: modern.Path);

        (facts.Commit.Length, facts.Tag).ShouldBe((64, "v1.0.0"));
    }

    private (string?, int) Nearest(string? pattern = null, string? folder = null) =>
        Read(pattern, folder) is var facts ? (facts.Tag, facts.CommitsSinceTag) : default;

    private GitFacts Read(string? pattern = null, string? folder = null, string? startedFor = null) =>
        new GitReader(CakeParts.Context(), new ProcessRunner(ProcessEnvironment.Current()), folder ?? project.Path)
            .Read(pattern is null ? TagPattern.Default : TagPattern.Of(pattern), startedFor)
            .Facts;
}
