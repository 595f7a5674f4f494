using System.Text.Json;
using Springform.FakeGitHub;
using Springform.Tests.EndToEnd;

namespace Springform.Tests.Publish;

/// <summary>Commands of springform.yaml that run once the release is public, each once, in order.</summary>
public sealed class PublisherReleases : IAsyncLifetime
{
    /// <summary>Writes down that it ran, and fails where a file of its name lies beside the project.</summary>
    private const string Script = """
        #!/bin/sh
        if [ -e "../fail-$1" ]; then echo "cannot reach the bucket" >&2; exit 3; fi
        echo "$@" >>../ran
        """;

    private FakeGitHubServer server = null!;
    private ReleaseProject? made;

    public async ValueTask InitializeAsync() => server = await FakeGitHubServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        made?.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task When_the_second_of_three_fails_the_next_run_runs_two_and_three_alone()
    {
        var project = Project(
            """
            - {name: bucket, run: [./publish.sh, one, "{version}", "{tag}"]}
            - {name: tap, run: [./publish.sh, two]}
            - {name: announcement, run: "./publish.sh three $WHERE", env: {WHERE: "{page}"}}
            """
        );
        File.WriteAllText(project.Beside("fail-two"), "");

        (await project.PublishAsync(server))
            .Ends(7)
            .Says("E611 the publisher tap ended with exit code 3", "cannot reach the bucket", "run the same command again: the release is public");
        Ran(project).ShouldBe(["one 1.0.0 v1.0.0"]);
        server.ShouldHoldTheRelease(project.Assets);

        File.Delete(project.Beside("fail-two"));
        (await project.PublishPlanAsync(server))
            .Ends(0)
            .Says("publisher bucket: done by an earlier run", "publisher tap: would run ./publish.sh two", "publisher announcement: would run sh -ec ");
        (await project.PublishAsync(server)).Ends(0).Says("; 2 publisher runs, 1 done before");
        Ran(project).ShouldBe(["one 1.0.0 v1.0.0", "two", $"three {Web}/octo/hello/releases/tag/v1.0.0"]);

        (await project.PublishAsync(server)).Ends(0).Says("nothing to do: ", "; 0 publisher runs, 3 done before");
        Ran(project).Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_publisher_with_files_runs_once_for_each_and_goes_on_where_it_failed()
    {
        var project = Project(
            """- {name: bucket, run: [./publish.sh, "{artifact}", "{file}", "{sha256}", "{url}"], files: ["hello.tar*", "*.json", "!manifest*"]}"""
        );
        project.File("../fail-hello.tar.sha256", "");

        var first = await project.PublishAsync(server);

        var hash = project.Assets["hello.tar"];
        first.Ends(7).Says("E611 the publisher bucket for hello.tar.sha256 ended with exit code 3");
        var (folder, before) = ($"{Web}/octo/hello/releases/download/v1.0.0/", Ran(project));
        before[^1].ShouldBe($"hello.tar dist/hello.tar {hash} {folder}hello.tar");
        File.Delete(project.Beside("fail-hello.tar.sha256"));
        (await project.PublishAsync(server)).Ends(0).Says($"; 1 publisher run, {before.Length} done before");
        Ran(project)[^1].ShouldStartWith("hello.tar.sha256 dist/hello.tar.sha256 ");
        Ran(project).Length.ShouldBe(before.Length + 1);
    }

    [Fact]
    public async Task A_file_that_was_replaced_is_run_for_again_and_one_that_was_not_is_not()
    {
        var project = Project("""- {name: bucket, run: [./publish.sh, "{artifact}"], files: ["hello.tar", "second.tar"]}""", second: true);
        (await project.PublishAsync(server)).Ends(0);
        Ran(project).ShouldBe(["hello.tar", "second.tar"]);

        project.File("hello.txt", "other\n");
        project.Commit("feat: another text");
        project.Git("tag", "--force", ReleaseProject.Tag);
        project.PushTo(server);
        (await project.PublishAsync(server, "--replace-existing")).Ends(0).Says("; 1 publisher run, 1 done before");

        Ran(project).ShouldBe(["hello.tar", "second.tar", "hello.tar"]);
    }

    [Theory]
    [InlineData("stable", "--channel=stable", true)]
    [InlineData("stable", "--channel=nightly", false)]
    [InlineData("nightly, development", "--channel=nightly", true)]
    [InlineData("prerelease", "--channel=stable", false)]
    public async Task It_runs_for_the_channels_that_it_names(string channels, string channel, bool runs)
    {
        var project = Project($"- {{name: bucket, run: [./publish.sh, one], channels: [{channels}]}}");

        (await project.PublishAsync(server, channel)).Ends(0).Says(runs ? "; 1 publisher run" : "; no publisher is for ");

        Ran(project).Length.ShouldBe(runs ? 1 : 0);
    }

    [Fact]
    public async Task A_version_with_a_hyphen_is_a_prerelease_and_not_for_those_of_the_stable_channel()
    {
        var project = Project("- {name: tap, run: [./publish.sh, tap]}\n- {name: testers, run: [./publish.sh, testers], channels: [prerelease]}");
        project.Git("tag", "--delete", ReleaseProject.Tag);
        project.Git("tag", "v1.1.0-rc.1");
        server.Repository.SetTag(new FakeGitHub.State.FakeTag("v1.1.0-rc.1", project.Head));

        (await project.PublishAsync(server)).Ends(0);

        Ran(project).ShouldBe(["testers"]);
    }

    [Fact]
    public async Task Secrets_are_wanted_before_the_build_and_only_by_publishers_that_will_run()
    {
        var project = Project(
            """
            - {name: bucket, run: [./publish.sh, one], secrets: [BUCKET_KEY, OTHER_KEY]}
            - {name: testers, run: [./publish.sh, two], secrets: [TESTERS_KEY], channels: [nightly]}
            """
        );
        project.File("notes.txt", "new");

        (await project.PublishAsync(server, "OTHER_KEY=abc"))
            .Ends(2)
            .Says(
                "E601 the work tree is not clean",
                "E109 the secret BUCKET_KEY is not set in the environment",
                "environment, BUCKET_KEY; wanted by publisher bucket",
                "E109 the secret OTHER_KEY has fewer than 4 characters"
            )
            .SaysNot("TESTERS_KEY", "--> BaseImages");
    }

    [Fact]
    public async Task It_gets_the_secrets_that_it_declares_and_no_other_and_shows_none()
    {
        var project = Project(
            """
            - {name: bucket, run: "echo $BUCKET_KEY $OTHER_KEY $GITHUB_TOKEN $NOT_SECRET >../seen; env", secrets: [BUCKET_KEY]}
            - {name: tap, run: "echo $BUCKET_KEY $OTHER_KEY $GITHUB_TOKEN >>../seen; echo $OTHER_KEY $GITHUB_TOKEN; exit 1", secrets: [OTHER_KEY, GITHUB_TOKEN]}
            """
        );

        var result = await project.PublishAsync(server, "BUCKET_KEY=key-of-the-bucket", "OTHER_KEY=quite-another", "NOT_SECRET=plain");

        result.Ends(7).SaysNot("key-of-the-bucket", "quite-another", server.Options.Token);
        File.ReadAllLines(project.Beside("seen")).ShouldBe(["key-of-the-bucket plain", $"quite-another {server.Options.Token}"]);
        foreach (var log in Directory.GetFiles(project.PathOf(".springform/logs"), "publish-*"))
            File.ReadAllText(log).ShouldNotContain("key-of-the-bucket", customMessage: log);
        project.Text($".springform/publish/{ReleaseProject.Tag}.json").ShouldNotContain("key-of");
    }

    [Fact]
    public async Task One_that_hangs_is_ended_with_what_it_started()
    {
        var project = Project("""- {name: slow, run: "sleep 600 & echo $! >../pid; echo started; wait", timeout: 2s}""");

        var result = await project.PublishAsync(server);

        result.Ends(7).Says("E611 the publisher slow did not end within 2 s and was ended", "started");
        IsAlive(File.ReadAllText(project.Beside("pid")).Trim()).ShouldBeFalse();
        Done(project).ShouldBe(0);
    }

    [Fact]
    public async Task One_whose_child_holds_its_output_is_ended_with_the_child()
    {
        var project = Project("""- {name: slow, run: "sleep 600 & echo $! >../pid", timeout: 2s}""");

        (await project.PublishAsync(server)).Ends(7).Says("E611 the publisher slow did not end within 2 s and was ended");

        IsAlive(File.ReadAllText(project.Beside("pid")).Trim()).ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_floods_its_output_is_cut_and_its_last_lines_are_shown()
    {
        var project = Project("""- {name: flood, run: "seq 300000; head -c 5000000 /dev/zero | tr '\\0' x; echo; echo the last words; exit 4"}""");

        var result = await project.PublishAsync(server);

        result.Ends(7).Says("E611 the publisher flood ended with exit code 4", "the last words", "(the output goes on and is not kept: 1000 lines are)");
        result.SaysNot("250000");
        new FileInfo(project.PathOf(".springform/logs/publish-flood.log")).Length.ShouldBeLessThan(100_000);
    }

    [Theory]
    [InlineData("[nobody-has-this, now]", "E611 the publisher tool cannot be started: 'nobody-has-this' is not installed")]
    [InlineData("[./missing.sh]", "E611 the publisher tool cannot be started: './missing.sh' is not installed")]
    [InlineData("[./hello.txt]", "E611 the publisher tool ended with exit code 126")]
    public async Task One_that_is_not_installed_is_told_before_the_build_and_fails_when_it_is_run(string run, string text)
    {
        var project = Project($"- {{name: tool, run: {run}}}");

        var result = await project.PublishAsync(server);

        result.Ends(7).Says(text);
        if (text.Contains("not installed", StringComparison.Ordinal))
            result.Says("warning: the publisher tool starts ");
        Done(project).ShouldBe(0);
        server.ShouldHoldTheRelease(project.Assets);
    }

    [Fact]
    public async Task Globs_that_fit_nothing_are_told_all_at_once_by_the_plan()
    {
        var project = Project(
            """- {name: a, run: [./publish.sh], files: ["*.rb"]}""" + "\n" + """- {name: b, run: [./publish.sh], files: ["*.tar", "*.json", "!*", "*.deb"]}""",
            dist: false
        );

        (await project.PublishAsync(server))
            .Ends(2)
            .Says(
                "E103 the publisher a runs for '*.rb', which fits no file of dist/",
                "E103 the publisher b runs for '*.deb', which fits no file of dist/",
                "dist/ will have abi.json, build-info-x86_64.json, checksums.txt, hello.tar, "
            );
    }

    [Fact]
    public void The_plan_says_for_what_they_will_run()
    {
        var project = Project(
            """- {name: bucket, run: [./publish.sh, "{file}"], files: ["hello.tar*"]}""" + "\n- {name: announcement, run: [./publish.sh, done]}"
        );

        project.Run("--target=Plan").Ends(0).Says("publisher bucket  for hello.tar, hello.tar.sha256", "publisher announcement  once");
    }

    private static string[] Ran(ReleaseProject project) => File.Exists(project.Beside("ran")) ? File.ReadAllLines(project.Beside("ran")) : [];

    /// <summary>An Enterprise server's pages lie on the host of its API.</summary>
    private string Web => new Uri(server.Api).GetLeftPart(UriPartial.Authority);

    /// <summary>One that has ended and that nobody waited for has no command line any more.</summary>
    private static bool IsAlive(string process) => File.Exists($"/proc/{process}/cmdline") && File.ReadAllText($"/proc/{process}/cmdline").Length > 0;

    /// <summary>How many runs the journal holds.</summary>
    private static int Done(ReleaseProject project)
    {
        using var journal = JsonDocument.Parse(project.Text($".springform/publish/{ReleaseProject.Tag}.json"));
        return journal.RootElement.GetProperty("publisher_runs").GetArrayLength();
    }

    private ReleaseProject Project(string publishers, bool second = false, bool dist = true)
    {
        var project = made = new ReleaseProject();
        project.File("publish.sh", Script);
        File.SetUnixFileMode(project.PathOf("publish.sh"), (UnixFileMode)0b111_101_101);
        project.File("springform.yaml", project.Text("springform.yaml") + $"publishers:\n  {publishers.Replace("\n", "\n  ", StringComparison.Ordinal)}\n");
        project.File("second.txt", "second\n");
        if (second)
            project.Replace("springform.yaml", "packages:\n", "packages:\n  - {archive: \"second.tar\", files: [second.txt]}\n");
        project.Commit("feat: publishers");
        project.Git("tag", "--force", ReleaseProject.Tag);
        if (dist)
            project.Run("--target=Dist").Ends(0);
        project.PushTo(server);
        return project;
    }
}
