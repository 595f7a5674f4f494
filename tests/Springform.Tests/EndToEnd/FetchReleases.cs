using Springform.FakeGitHub;
using Springform.FakeGitHub.State;

namespace Springform.Tests.EndToEnd;

/// <summary>From a release on GitHub to lib/: published by Springform, and fetched by it with a token, as from a private repository.</summary>
public sealed class FetchReleases : IAsyncLifetime
{
    private FakeGitHubServer server = null!;
    private FetchingProject project = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FakeGitHubServer.StartAsync();
        project = new FetchingProject(
            $$"""
            name: demo
            version: 1.2.3
            targets: {x: linux/amd64, y: linux/arm64}
            packages:
              - archive: "demo-{os}_{arch}.tar.gz"
                root: demo
                files: [{from: lib.txt, to: lib/}, {from: demo.h, to: include/}]
            fetch_index: {}
            release:
              github: {repository: octo/hello}
            fetch:
              demo: {github: octo/hello, api: "{{server.Api}}"}

            """
        );
        project.Git("tag", "v1.2.3");
        server.Repository.SetTag(new FakeTag("v1.2.3", project.Git("rev-parse", "HEAD").Trim()));
        Run("--target=Publish").Ends(0);
    }

    public async ValueTask DisposeAsync()
    {
        project.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public void The_newest_release_is_pinned_and_fetched()
    {
        Run("--target=UpdatePins", "--pins=fetch").Ends(0).Says("demo: pinned at 1.2.3, 2 archives");
        Run("--target=Fetch").Ends(0).Says("downloaded (demo 1.2.3, demo-linux_");
        project.ShouldBeFetched();
    }

    [Fact]
    public void Drafts_prereleases_and_incomplete_releases_are_passed_over_and_said()
    {
        server.Repository.Create("test", new ReleaseChange { TagName = "v2.0.0", Draft = true });
        var incomplete = server.Repository.Create("test", new ReleaseChange { TagName = "v1.9.0", Draft = true });
        server.Repository.Edit("test", incomplete.Id, new ReleaseChange { Draft = false });

        Run("--target=UpdatePins", "--pins=fetch")
            .Ends(0)
            .Says("demo: v2.0.0 is a draft, and is passed over", "demo: v1.9.0 has no demo-fetch.json, and is passed over", "demo: pinned at 1.2.3");
    }

    private CliResult Run(params string[] words) => project.Run([$"GITHUB_API_URL={server.Api}", $"GITHUB_TOKEN={server.Options.Token}", .. words]);
}
