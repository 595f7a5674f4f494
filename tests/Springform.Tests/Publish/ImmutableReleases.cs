using Springform.FakeGitHub;
using Springform.FakeGitHub.State;

namespace Springform.Tests.Publish;

/// <summary>The same through the host: what is told before the build, and what is shown of the plan.</summary>
public sealed class ImmutableReleases : IDisposable
{
    private readonly ReleaseProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task Replacing_is_refused_before_the_build_with_nothing_sent()
    {
        await using var server = await FakeGitHubServer.StartAsync(new FakeOptions { ImmutableReleases = true });
        project.PushTo(server);

        (await project.PublishAsync(server, "--replace-existing", $"GITHUB_TOKEN={server.Options.AdminToken}"))
            .Ends(2)
            .Says(
                "E607 --replace-existing is given, and releases of octo/hello are immutable: nothing of a public release can be replaced",
                "at  the repository's setting"
            )
            .SaysNot("--> BaseImages");
        (await project.PublishAsync(server, "--replace-existing"))
            .Ends(2)
            .Says("are immutable as far as can be told", "say release.github.immutable: false")
            .SaysNot("--> BaseImages");
        server.Repository.Create("a test", new ReleaseChange { TagName = ReleaseProject.Tag, Draft = false });
        server.Repository.ImmutableReleases = false;
        server.Repository.Create("a test", new ReleaseChange { TagName = "v0.1.0", Draft = false });
        (await project.PublishAsync(server, "--replace-existing")).Ends(2).Says("E607", "at  the release v1.0.0").SaysNot("--> BaseImages");

        server.Log.Requests.ShouldAllBe(request => !request.IsWrite);
    }

    [Fact]
    public async Task Publish_says_what_holds_and_a_burned_tag_is_refused_before_the_next_build()
    {
        await using var server = await FakeGitHubServer.StartAsync(new FakeOptions { ImmutableReleases = true });
        project.PushTo(server);
        (await project.PublishAsync(server)).Ends(0).Says("warning: whether releases of octo/hello are immutable cannot be found out");
        var release = server.ShouldHoldTheRelease(project.Assets);
        (await project.PublishAsync(server))
            .Ends(0)
            .Says("releases of octo/hello are immutable (the newest release, v1.0.0): what is public can never be replaced", "nothing to do");

        server.Repository.Delete("a test", release.Id);
        (await project.PublishAsync(server)).Ends(2).Says("E607 v1.0.0 is burned", "fix release another version");
        var writes = server.Log.Requests.Count(request => request.IsWrite);
        (await project.PublishAsync(server)).Ends(2).Says("E607 v1.0.0 is burned").SaysNot("--> BaseImages");
        server.Log.Requests.Count(request => request.IsWrite).ShouldBe(writes);
    }

    [Fact]
    public async Task The_plan_shows_what_stays_of_a_draft_and_what_cannot_be_undone()
    {
        await using var server = await FakeGitHubServer.StartAsync(new FakeOptions { ImmutableReleases = true });
        project.PushTo(server);
        server.Repository.Create(
            "somebody",
            new ReleaseChange
            {
                TagName = ReleaseProject.Tag,
                Name = "The big one",
                Body = "Hand-written upgrade notes",
                Draft = true,
                Prerelease = true,
            }
        );
        server.Repository.Create(
            "somebody",
            new ReleaseChange
            {
                TagName = ReleaseProject.Tag,
                Name = "Another",
                Draft = true,
            }
        );
        var writes = server.Log.Requests.Count(request => request.IsWrite);

        using var run = project.Start(
            "--target=PublishPlan",
            "DOCKER_HOST=tcp://127.0.0.1:1",
            $"GITHUB_API_URL={server.Api}",
            "GITHUB_REPOSITORY=octo/hello",
            $"GITHUB_TOKEN={server.Options.AdminToken}"
        );
        (await run.EndAsync())
            .Ends(0)
            .Says(
                "release v1.0.0 of octo/hello: draft 1001 would be completed and published",
                "becomes immutable when it is public (the repository's setting): title and notes can be edited then, assets and tag never",
                "title   The big one  (somebody wrote it, and it stays; springform.yaml has 'hello 1.0.0')",
                "notes   26 characters that somebody wrote stay; the table of files follows them",
                "mark    prerelease: somebody set it, and it stays",
                "draft 1002 of the same tag is not taken, and stays: 'Another'"
            );

        server.Log.Requests.Count(request => request.IsWrite).ShouldBe(writes);
    }
}
