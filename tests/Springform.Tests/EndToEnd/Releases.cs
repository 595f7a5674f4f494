using Springform.FakeGitHub;
using Springform.FakeGitHub.State;

namespace Springform.Tests.EndToEnd;

/// <summary>What may be released, and what publishing says. The project is of plain files: no engine is called.</summary>
public sealed class Releases : IAsyncLifetime
{
    private const string Yaml = """
        name: hello
        version: 1.2.3
        targets: {small: linux/amd64, large: {platform: linux/amd64, suffix: "-large"}}
        packages:
          - {archive: "{name}-{version}{suffix}.tgz", files: [hello.txt]}
        release: {github: {repository: octo/hello, channels: {nightly: {branch: main, keep: 1}}}}

        """;

    private readonly GitProject project = new();
    private FakeGitHubServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FakeGitHubServer.StartAsync();
        project.File("springform.yaml", Yaml);
        project.File("hello.txt", "hello\n");
        project.File(".gitignore", ".springform/\ndist/\n");
        project.Commit("feat: hello");
    }

    public async ValueTask DisposeAsync()
    {
        project.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public void What_stands_in_the_way_is_told_all_at_once_and_before_anything_is_built()
    {
        project.File("notes.txt", "new");
        project.File("hello.txt", "changed\n");

        Publish("--snapshot", "GITHUB_TOKEN=")
            .Ends(2)
            .Says(
                "E603 there is no token",
                "E601 a snapshot is never published",
                "E601 the work tree is not clean: 2 files",
                " M hello.txt",
                "?? notes.txt",
                "E601 version 1.2.3-SNAPSHOT-",
                "has no tag"
            )
            .SaysNot("--> BaseImages");
        server.Log.Count.ShouldBe(0);
    }

    [Fact]
    public void A_tag_must_point_at_HEAD_here_and_on_GitHub()
    {
        Publish().Ends(2).Says("E601 version 1.2.3 has no tag: v1.2.3 or 1.2.3", "git tag v1.2.3 && git push origin v1.2.3");

        project.Git("tag", "v1.2.3");
        Publish().Ends(2).Says("E601 the tag v1.2.3 is not on GitHub", "fix git push origin v1.2.3");

        server.Repository.SetTag(new FakeTag("v1.2.3", new string('a', 40)));
        Publish().Ends(2).Says("and 'aaaaaaaaaaaa");

        project.Commit("feat: more");
        Publish().Ends(2).Says("E601 the tag v1.2.3 does not point at HEAD");
        server.Log.Requests.ShouldAllBe(request => !request.IsWrite);
    }

    [Fact]
    public void An_annotated_tag_is_followed_to_its_commit()
    {
        project.Git("tag", "-a", "-m", "one", "v1.2.3");
        server.Repository.SetTag(new FakeTag("v1.2.3", Head, new string('c', 40)));

        Publish().Ends(0);
    }

    [Fact]
    public void A_shallow_clone_is_refused_with_the_line_for_the_workflow()
    {
        Tag();
        project.Commit("feat: more");
        project.Git("tag", "--force", "v1.2.3");
        var clone = project.Beside("shallow");
        project.Git("clone", "--quiet", "--depth=1", "file://" + project.Folder, clone);

        Publish("--project", clone).Ends(2).Says("E121", "fetch-depth: 0");
    }

    [Fact]
    public void A_part_of_the_targets_is_refused()
    {
        Tag();

        Publish("--only", "small").Ends(2).Says("E601 a part of the targets is never published").SaysNot("--> BaseImages");
        Run("--target=Dist", "--only", "small").Ends(0);
        Run("--target=Publish", "--exclusive").Ends(6).Says("E602 dist/ is a part", "E602 dist/ lacks hello-1.2.3-large.tgz");
    }

    [Fact]
    public void A_dist_that_is_not_there_not_of_this_commit_or_altered_is_refused()
    {
        Tag();
        Run("--target=Publish", "--exclusive").Ends(6).Says("E602 there is no dist/ to publish");

        Run("--target=Dist").Ends(0);
        project.File("dist/hello-1.2.3.tgz", "x");
        Run("--target=Publish", "--exclusive").Ends(6).Says("E501 the artifact hello-1.2.3.tgz is not what was built");

        project.Commit("feat: more");
        project.Git("tag", "--force", "v1.2.3");
        Run("--target=Publish", "--exclusive").Ends(6).Says("E602 dist/ is version 1.2.3 of commit");
        server.Log.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("--skip=LoadTest", "E601 an untested dist/ is never published: --skip LoadTest is given")]
    [InlineData("--offline", "E601 publishing needs GitHub, and --offline is given")]
    public void Switches_that_leave_out_what_a_release_needs_are_refused_before_the_build(string given, string problem)
    {
        Tag();

        Publish(given).Ends(2).Says(problem).SaysNot("--> BaseImages");
        server.Log.Count.ShouldBe(0);
    }

    [Fact]
    public void A_name_that_GitHub_would_change_is_refused()
    {
        project.Replace("springform.yaml", "{name}-{version}{suffix}.tgz", "{name} {version}{suffix}.tgz");
        project.Commit("feat: a space");
        Tag();

        Publish().Ends(6).Says("E602 'hello 1.2.3.tgz' cannot be the name of an asset");
    }

    [Fact]
    public void Without_a_token_or_a_place_the_error_says_how_to_give_one()
    {
        Tag();
        Run("--target=Publish", "GITHUB_TOKEN=").Ends(2).Says("E603 there is no token", "permissions: {contents: write}");

        project.Replace("springform.yaml", "release:", "#");
        Publish().Ends(2).Says("E603 springform.yaml does not say where to release to", "release: {github: {}}");
    }

    [Fact]
    public void The_plan_of_a_release_is_shown_and_nothing_is_written()
    {
        Tag();
        Run("--target=Dist").Ends(0);

        Plan().Ends(0).Says("release v1.2.3 of octo/hello: would be created", "upload", "hello-1.2.3.tgz");
        Publish().Ends(0).Says($"/octo/hello/releases/tag/v1.2.3 is public, {Files} assets uploaded");
        var writes = server.Log.Requests.Count(request => request.IsWrite);
        Plan().Ends(0).Says("public and complete, nothing to do", "keep").SaysNot("upload ");
        Publish().Ends(0).Says("nothing to do: ");
        server.Log.Requests.Count(request => request.IsWrite).ShouldBe(writes);
    }

    [Fact]
    public void A_nightly_is_a_prerelease_of_the_commit_with_a_tag_of_its_own_and_the_last_one_goes()
    {
        Publish("--channel=nightly").Ends(0);
        var first = server.Repository.Releases.ShouldHaveSingleItem();
        (first.TagName, first.Prerelease, first.TargetCommitish).ShouldBe(($"nightly-20260102-{Head[..7]}", true, Head));
        Publish("--channel=nightly").Ends(0).Says("nothing to do");

        project.Commit("feat: more");
        Publish("--channel=nightly").Ends(0).Says($"{first.TagName} is deleted: 1 of the channel stay");

        server.Repository.Releases.ShouldHaveSingleItem().TagName.ShouldBe($"nightly-20260102-{Head[..7]}");
        server.Repository.Tags.Count.ShouldBe(1);
    }

    [Fact]
    public void A_channel_is_published_from_its_branch_and_from_no_detached_HEAD()
    {
        project.Git("switch", "--quiet", "--create", "side");
        Publish("--channel=nightly").Ends(2).Says("E601 the channel nightly is published from 'main', but HEAD is on 'side'");
        Publish("--channel=development").Ends(0);

        project.Git("switch", "--quiet", "--detach");
        Publish("--channel=development").Ends(2).Says("but HEAD is on none");
        Publish("--channel=nightly", "CI_COMMIT_BRANCH=side").Ends(2).Says("but HEAD is on 'side'");
        Publish("--channel=nightly", "GITHUB_REF_TYPE=branch", "GITHUB_REF_NAME=main").Ends(0);
    }

    [Fact]
    public void On_Actions_the_next_steps_get_the_address_and_the_summary_has_it()
    {
        Tag();
        var (outputs, summary) = (project.Beside("outputs"), project.Beside("summary"));

        Publish("GITHUB_ACTIONS=true", $"GITHUB_OUTPUT={outputs}", $"GITHUB_STEP_SUMMARY={summary}").Ends(0);

        var page = $"{server.Web}/octo/hello/releases/tag/v1.2.3";
        File.ReadAllLines(outputs).ShouldBe(["release-tag=v1.2.3", "release-id=1001", $"release-url={page}"]);
        File.ReadAllText(summary).ShouldContain($"[v1.2.3](<{page}>): published, {Files} assets uploaded");
    }

    private string Head => project.Git("rev-parse", "HEAD").Trim();

    /// <summary>All of dist/ but its ledger.</summary>
    private int Files => Directory.GetFiles(project.PathOf("dist")).Length - 1;

    private void Tag()
    {
        project.Git("tag", "v1.2.3");
        server.Repository.SetTag(new FakeTag("v1.2.3", Head));
    }

    private CliResult Plan() => Run("--target=PublishPlan");

    private CliResult Publish(params string[] words) => Run(["--target=Publish", .. words]);

    private CliResult Run(params string[] words) => project.Run([$"GITHUB_API_URL={server.Api}", $"GITHUB_TOKEN={server.Options.Token}", .. words]);
}
