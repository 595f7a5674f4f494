using System.Text.RegularExpressions;
using Springform.Config;
using Springform.Errors;
using Springform.Facts;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;
using Springform.Publish;
using Springform.Publish.Assets;
using Springform.Publish.Notes;

namespace Springform.Tests.Publish;

/// <summary>What a release says.</summary>
public sealed class NotesTests
{
    [Fact]
    public async Task Commits_since_the_last_tag_are_grouped_and_the_files_are_listed()
    {
        await using var bench = await Bench.StartAsync();
        bench.Add("a.tgz.sha256", "sum", ArtifactKind.Checksum);
        bench.Project.Git("tag", "v0.9.0");
        string[] messages =
        [
            "feat(cli)!: drop the old switches",
            "fix: no crash with <script> and @everyone",
            "feat: say hello",
            "chore: tidy",
            "Docs without a type",
            "perf: faster\n\nBREAKING CHANGE: needs more memory",
        ];
        foreach (var message in messages)
            bench.Project.Git("commit", "-q", "--allow-empty", "-m", message);

        await bench.PublishAsync();

        Golden.Matches(Normal(bench, bench.Release.Body!), extension: "md");
    }

    [Theory]
    [InlineData("v1.2.0", false, "v1.1.0")]
    [InlineData("v1.2.0-rc.2", true, "v1.2.0-rc.1")]
    [InlineData("v1.0.1", false, "v1.0.0")]
    [InlineData("v1.0.0", false, null)]
    [InlineData("tool-1.5.0", false, "tool-1.4.0")]
    public void The_release_before_is_the_highest_lower_version_of_the_same_product(string tag, bool prerelease, string? before)
    {
        using var project = GitProject.WithCommit();
        foreach (var known in new[] { "v1.0.0", "v1.1.0", "v1.2.0-rc.1", "tool-1.4.0", "v3.0.0", "nightly" })
            project.Git("tag", known);
        var request = new ReleaseRequest(Channel.Stable, tag, project.Git("rev-parse", "HEAD"), tag, prerelease, [])
        {
            VersionTags = tag.StartsWith("tool-", StringComparison.Ordinal) ? TagPattern.Of("tool-*") : TagPattern.Default,
        };

        new History(Git(project)).TagBefore(request).ShouldBe(before);
    }

    [Fact]
    public void The_first_release_tells_all_commits_and_merges_are_none()
    {
        using var project = GitProject.WithCommit();
        project.Git("checkout", "-q", "-b", "side");
        project.Commit();
        project.Git("checkout", "-q", "main");
        project.Git("commit", "-q", "--allow-empty", "-m", "feat: main");
        project.Git("merge", "-q", "--no-ff", "-m", "Merge side", "side");

        new History(Git(project)).Since(null).Select(commit => commit.Subject).Order(StringComparer.Ordinal).ShouldBe(["a commit", "a commit", "main"]);
    }

    [Fact]
    public void Of_a_project_in_a_folder_only_the_commits_that_changed_it_are_told()
    {
        using var project = GitProject.WithCommit();
        project.File("tool/a.c", "int a;\n");
        project.Git("add", "-A");
        project.Git("commit", "-q", "-m", "feat: the tool");
        project.File("other/b.c", "int b;\n");
        project.Git("add", "-A");
        project.Git("commit", "-q", "-m", "feat: something else");
        var reader = new GitReader(CakeParts.Context(), new ProcessRunner(ProcessEnvironment.Current()), Path.Combine(project.Path, "tool"));

        new History(reader).Since(null).Select(commit => commit.Subject).ShouldBe(["the tool"]);
    }

    [Fact]
    public void A_list_that_is_too_long_says_how_many_are_left_out()
    {
        var commits = Enumerable.Range(0, 1000).Select(number => ConventionalCommit.Parse(new string('a', 40), $"feat: number {number}")).ToList();

        var text = CommitNotes.Of(commits, 1000);

        text.Length.ShouldBeLessThan(1100);
        text.ShouldContain($"... and {1000 - text.Split("- number").Length + 1} more");
    }

    [Theory]
    [InlineData("feat: x", "feat", null, false, "x")]
    [InlineData("Fix(core): y", "fix", "core", false, "y")]
    [InlineData("refactor(a b)!: z", "refactor", "a b", true, "z")]
    [InlineData("fix: a\n\nBREAKING-CHANGE: b", "fix", null, true, "a")]
    [InlineData("Merge: no type", "merge", null, false, "no type")]
    [InlineData("no type", null, null, false, "no type")]
    [InlineData("a: ", null, null, false, "a:")]
    public void A_message_is_read_as_the_convention_has_it(string message, string? type, string? scope, bool isBreaking, string subject) =>
        ConventionalCommit.Parse("c", message).ShouldBe(new ConventionalCommit("c", type, scope, isBreaking, subject));

    [Fact]
    public async Task Notes_come_from_a_file_and_one_that_is_too_long_is_refused()
    {
        await using var bench = await Bench.StartAsync(config: new GitHubConfig { Notes = new NotesConfig { File = "NOTES.md" } });
        bench.Project.File("NOTES.md", new string('x', 200_000));
        (await Should.ThrowAsync<SpringformException>(() => bench.PublishAsync())).Problems[0].What.ShouldContain("200000");
        bench.Project.File("NOTES.md", "Written by hand.\n");

        await bench.PublishAsync();

        bench.Release.Body!.ShouldStartWith("Written by hand.\n\n<!-- springform files words=");
    }

    [Fact]
    public async Task Notes_come_from_GitHubs_generator()
    {
        await using var bench = await Bench.StartAsync(config: new GitHubConfig { Notes = new NotesConfig { From = "github" } });

        await bench.PublishAsync();

        bench.Server.Log.Requests.ShouldContain(request => request.Path.EndsWith("/releases/generate-notes", StringComparison.Ordinal));
        bench.Release.Body!.ShouldContain("### Files");
    }

    [Fact]
    public void The_lowest_glibc_is_shown_where_it_is_known()
    {
        LocalAsset[] assets =
        [
            new("a.tgz", "", 1_500_000, new string('1', 64), "amd64", ArtifactKind.Archive) { Floor = "glibc 2.31" },
            new("b.tgz", "", 900, new string('2', 64), null, ArtifactKind.Sources),
        ];

        AssetTable
            .Of(assets)
            .ShouldBe(
                $"""
                ### Files

                | file | target | runs on | size | SHA-256 |
                |---|---|---|---|---|
                | a.tgz | amd64 | glibc 2.31 or newer | 1.5 MB | `{new string('1', 64)}` |
                | b.tgz |  |  | 900 B | `{new string('2', 64)}` |

                """
            );
    }

    private static GitReader Git(GitProject project) => new(CakeParts.Context(), new ProcessRunner(ProcessEnvironment.Current()), project.Path);

    // Commits of a test are all of one second, and their order and names follow from it; only the first digits matter.
    private static string Normal(Bench bench, string text) =>
        bench
            .Project.Git("log", "--format=%H")
            .Split('\n')
            .Aggregate(
                Regex.Replace(text, "words=[0-9a-f]{16}", "words=0000000000000000"),
                (shown, commit) => shown.Replace(commit[..7], "0000000", StringComparison.Ordinal)
            );
}
