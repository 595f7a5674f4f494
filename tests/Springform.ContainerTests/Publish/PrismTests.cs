using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Springform.FakeGitHub;
using Springform.FakeGitHub.State;
using Springform.Tests.Publish;

namespace Springform.ContainerTests.Publish;

/// <summary>
/// prism stands between the publisher and the fake and holds both to GitHub's own description of its API: what is asked and what is answered. It damages
/// bytes that are no text, and writes JSON anew: the project's archive is a tar of text, and its JSON files lie in the draft already.
/// </summary>
[Collection(nameof(NodeTools))]
public sealed partial class PrismTests(NodeTools node)
{
    private readonly ConcurrentQueue<string> said = new();

    [Fact]
    public async Task Publishing_keeps_to_GitHubs_description_of_its_API()
    {
        node.Require();
        var port = NodeTools.FreePort();
        await using var server = await FakeGitHubServer.StartAsync(
            new FakeOptions
            {
                UploadsOnApiHost = true,
                ImmutableReleases = true,
                PublicApi = new Uri($"http://127.0.0.1:{port}"),
            }
        );
        await PrismAsync(server, port);
        using var project = new ReleaseProject();
        project.PushTo(server);
        var draft = server.Repository.Create("test", new ReleaseChange { TagName = ReleaseProject.Tag, Draft = true });
        foreach (var (name, sha256) in project.Assets.Where(asset => asset.Key.EndsWith(".json", StringComparison.Ordinal)))
            Store(server, draft.Id, name, project.PathOf($"dist/{name}"), sha256);

        var result = await project.PublishAsync(server, $"GITHUB_TOKEN={server.Options.AdminToken}");

        result.ExitCode.ShouldBe(0, $"{result.All}\n{string.Join('\n', said.Where(line => line.Contains("iolat", StringComparison.Ordinal)))}");

        server.ShouldHoldTheRelease(project.Assets);
        said.Count(line => line.Contains("Request received", StringComparison.Ordinal)).ShouldBe(server.Log.Count);
        said.ShouldNotContain(line => line.Contains("violation", StringComparison.OrdinalIgnoreCase));
    }

    private static void Store(FakeGitHubServer server, long release, string name, string path, string sha256)
    {
        var asset = server.Repository.StartAsset("test", release, name, null, "application/json");
        server.Repository.EditAsset(
            "test",
            asset.Id,
            started => started with { State = "uploaded", Size = new FileInfo(path).Length, Sha256 = sha256, Path = path }
        );
    }

    private Task<Match> PrismAsync(FakeGitHubServer server, int port) =>
        node.StartAsync(
            "@stoplight/prism-cli/dist/index.js",
            [
                "proxy",
                "--errors",
                "--host",
                "127.0.0.1",
                "--port",
                $"{port}",
                Path.Combine(NodeTools.Sources, "github-releases.json"),
                $"http://127.0.0.1:{server.ApiPort}",
            ],
            Listening(),
            said.Enqueue
        );

    [GeneratedRegex("Prism is listening")]
    private static partial Regex Listening();
}
