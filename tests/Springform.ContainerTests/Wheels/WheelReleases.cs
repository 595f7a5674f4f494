using System.Security.Cryptography;
using Springform.ContainerTests.EndToEnd;
using Springform.FakeGitHub;
using Springform.FakeGitHub.State;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.Wheels;

/// <summary>Wheels on GitHub: of a tag, and of the main branch's commits, which Python orders as development releases.</summary>
[Collection(OneAtATime.Name)]
public sealed class WheelReleases(WheelDist dist) : IClassFixture<WheelDist>
{
    [Fact]
    public async Task A_tag_is_released_with_all_wheels_the_source_distribution_and_their_checksums()
    {
        await using var server = await FakeGitHubServer.StartAsync();
        server.Repository.SetTag(new FakeTag(TinyWheels.Tag, dist.Project.Git("rev-parse", "HEAD").Trim()));

        Publish(dist.Project, server).Ends(0);

        var release = server.Repository.Releases.ShouldHaveSingleItem();
        (release.TagName, release.Draft, release.Prerelease).ShouldBe((TinyWheels.Tag, false, false));
        await ReadBackAsync(server, release, dist.Project);
        dist.Project.Distributions()
            .SelectMany(name => new[] { name, name + ".sha256" })
            .ShouldBeSubsetOf(server.Repository.Assets(release.Id).Select(asset => asset.Name));
        Publish(dist.Project, server).Ends(0).Says("nothing to do: ");
    }

    [Fact]
    public async Task Commits_of_the_main_branch_are_development_releases_and_the_newest_stays()
    {
        await using var server = await FakeGitHubServer.StartAsync();
        dist.Index.Reset();
        using var project = dist.Project.CopyFor(dist.Index.Address, isTagged: false);
        Publish(project, server, "--channel=nightly").Ends(0);
        var first = server.Repository.Releases.ShouldHaveSingleItem();
        (first.TagName, first.Prerelease).ShouldBe(($"nightly-20260102-{Head(project)[..7]}", true));
        await ReadBackAsync(server, first, project);
        project.Distributions("1.2.4.dev1").ShouldBeSubsetOf(server.Repository.Assets(first.Id).Select(asset => asset.Name));

        project.Commit("feat: more");
        Publish(project, server, "--channel=nightly").Ends(0).Says($"{first.TagName} is deleted: 1 of the channel stay");

        var second = server.Repository.Releases.ShouldHaveSingleItem();
        second.TagName.ShouldBe($"nightly-20260102-{Head(project)[..7]}");
        await ReadBackAsync(server, second, project);
        project.Upload().Ends(0).Says("4 uploaded");
        dist.Index.Uploads.Values.Select(upload => upload.Fields["version"][0])
            .Distinct()
            .ShouldHaveSingleItem()
            .ShouldMatch(@"^[0-9]+(\.[0-9]+)*\.dev[0-9]+\z");
    }

    private static CliResult Publish(TinyWheels project, FakeGitHubServer server, params string[] words) =>
        project.Run(["--target=Publish", $"GITHUB_API_URL={server.Api}", $"GITHUB_TOKEN={server.Options.Token}", .. words]);

    private static string Head(TinyWheels project) => project.Git("rev-parse", "HEAD").Trim();

    /// <summary>As a user gets them: downloaded, each the file of dist/.</summary>
    private static async Task ReadBackAsync(FakeGitHubServer server, FakeRelease release, TinyWheels project)
    {
        using var http = new HttpClient();
        var hashes = new Dictionary<string, string>();
        foreach (var asset in server.Repository.Assets(release.Id))
        {
            var bytes = await http.GetByteArrayAsync(
                $"{server.Web}/octo/hello/releases/download/{release.TagName}/{asset.Name}",
                TestContext.Current.CancellationToken
            );
            hashes[asset.Name] = Convert.ToHexStringLower(SHA256.HashData(bytes));
        }

        hashes.ShouldBe(
            Directory
                .GetFiles(project.PathOf("dist"))
                .Where(path => Path.GetFileName(path) != "artifacts.json")
                .ToDictionary(path => Path.GetFileName(path), WheelMerge.Hash),
            ignoreOrder: true
        );
    }
}
