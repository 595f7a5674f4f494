using System.Security.Cryptography;
using System.Text.Json;
using Springform.ContainerTests.EndToEnd;
using Springform.ContainerTests.Support;
using Springform.FakeGitHub;
using Springform.FakeGitHub.State;
using Springform.Tests;
using Springform.Tests.EndToEnd;
using Springform.Tests.Publish;

namespace Springform.ContainerTests.SelfBuild;

/// <summary>
/// Springform releases itself: its packaged command publishes this repository from a tag. The tag has the version that Dist was made with, and a clone of the
/// same commit has its results, so that nothing is built again.
/// </summary>
[Collection(OneAtATime.Name)]
public sealed class OwnRelease : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_packaged_command_publishes_its_own_repository_from_a_tag()
    {
        var root = ExampleCopy.Root;
        var springform = Path.Combine(await OwnDist.UnpackAsync("linux-x64", folder.File("command"), TestContext.Current.CancellationToken), "springform");
        using var manifest = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(OwnDist.Folder, "manifest.json"), TestContext.Current.CancellationToken)
        );
        var (commit, tag) = (manifest.RootElement.GetProperty("commit").GetString()!, $"v{manifest.RootElement.GetProperty("version")}");
        Assert.SkipUnless(ExampleCopy.IsCi || !manifest.RootElement.GetProperty("dirty").GetBoolean(), "dist/ was made of changed files");
        var clone = folder.File("clone");
        Run(folder.Path, "git", "-c", "advice.detachedHead=false", "clone", "--quiet", "--no-tags", root, clone);
        Run(clone, "git", "checkout", "--quiet", commit);
        Run(clone, "git", "tag", "--force", tag);
        foreach (var state in new[] { "dist", ".springform", "tools-cache", "artifacts/sdk" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(clone, state))!);
            Run(root, "cp", "-a", "--link", Path.Combine(root, state), Path.Combine(clone, state)); // links: it is a gigabyte
        }

        File.Delete(Path.Combine(clone, ".springform", "lock")); // linked too, and held by the run that runs this test
        await using var server = await FakeGitHubServer.StartAsync();
        server.Repository.SetTag(new FakeTag(tag, commit));
        var assets = Directory
            .GetFiles(Path.Combine(clone, "dist"))
            .Where(path => Path.GetFileName(path) != "artifacts.json")
            .ToDictionary(path => Path.GetFileName(path), path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));

        using (
            var run = Cli.Start(
                clone,
                [springform],
                [
                    "--target=Publish",
                    $"GITHUB_API_URL={server.Api}",
                    $"GITHUB_REPOSITORY={server.Options.Owner}/{server.Options.Repository}",
                    $"GITHUB_TOKEN={server.Options.Token}",
                ]
            )
        )
        {
            (await run.EndAsync()).Ends(0).SaysNot("staging the .NET SDK", "[compile-");
        }

        var sent = server.Repository.Assets(server.Repository.Releases.ShouldHaveSingleItem().Id);
        string[] systems = ["linux-x64", "linux-arm64", "linux-musl-x64", "osx-arm64", "osx-x64", "win-x64", "any"];
        systems.ShouldAllBe(system =>
            sent.Any(asset =>
                asset.Name.EndsWith($"-{system}.tgz", StringComparison.Ordinal) || asset.Name.EndsWith($"-{system}.zip", StringComparison.Ordinal)
            )
        );
        foreach (var package in assets.Where(asset => asset.Key.StartsWith("springform-", StringComparison.Ordinal)))
            sent.ShouldContain(asset => asset.Name == package.Key && asset.Sha256 == package.Value);
        server.Repository.Releases[0].Draft.ShouldBeFalse();
    }

    private static void Run(string folder, params string[] words)
    {
        var result = Command.Run(folder, words);
        result.ExitCode.ShouldBe(0, $"{string.Join(' ', words)}: {result.Output}{result.Error}");
    }
}
