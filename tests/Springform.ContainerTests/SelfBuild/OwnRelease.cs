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
/// same commit has its results, so that nothing is built again. A project whose wrapper pins that release then runs it in bare systems.
/// </summary>
[Collection(OneAtATime.Name)]
public sealed class OwnRelease(Workshop workshop) : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_packaged_command_publishes_its_own_repository_from_a_tag_and_wrappers_run_that_release_in_bare_systems()
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
        await RunsByWrapperAsync(server, springform, tag[1..]);
    }

    /// <summary>
    /// Of another project, in a Debian that holds git and one downloader more than the base of this repository: no .NET, no clone of Springform.
    /// </summary>
    private async Task RunsByWrapperAsync(FakeGitHubServer server, string springform, string version)
    {
        var project = folder.File("app");
        Directory.CreateDirectory(project);
        await File.WriteAllTextAsync(
            Path.Combine(project, "springform.yaml"),
            $$"""
            name: app
            version: 2.0.0
            targets: {x: linux/amd64}
            packages: [{archive: "{name}.tar", files: [springform.yaml]}]
            wrapper: {url: "{{server.Web}}/{{server.Options.Owner}}/{{server.Options.Repository}}/releases/download/v{version}/", version: "{{version}}"}

            """,
            TestContext.Current.CancellationToken
        );
        Run(project, "git", "init", "--quiet");
        using (var run = Cli.Start(project, [springform], ["--target=Wrapper"]))
            (await run.EndAsync()).Ends(0).Says($"pinned at {version}");
        Run(project, "git", "add", "--all");
        Run(project, "git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "--quiet", "--message=A project with a wrapper");
        var bases = await workshop.DockerAsync("image", "ls", "--filter", "reference=localhost/springform/base/debian-bookworm", "--format", "{{.ID}}");
        var images = await workshop.DockerAsync(["image", "inspect", "--format", "{{.Architecture}} {{.Id}}", .. bases.DefaultIfEmpty("debian:bookworm")]);
        var bare = images.First(line => line.StartsWith("amd64 ", StringComparison.Ordinal))["amd64 ".Length..];
        foreach (var downloader in new[] { "curl", "wget" })
        {
            var script =
                $"(apt-get update && apt-get install -y --no-install-recommends git {downloader}) >/dev/null; "
                + "for tool in dotnet curl wget; do command -v $tool || :; done; cd /app; ./springform.sh --version; ./springform.sh --target=Plan";
            var said = await workshop.DockerAsync("run", "--rm", "--pull=never", "--network=host", "--volume", $"{project}:/app", bare, "sh", "-ec", script);
            said.Where(line => line.StartsWith('/')).ShouldBe([$"/usr/bin/{downloader}"]);
            said.ShouldContain(version);
            said.ShouldContain(line => line.Contains(" app 2.0.0+", StringComparison.Ordinal) && line.Contains(": 1 target, ", StringComparison.Ordinal));
        }
    }

    private static void Run(string folder, params string[] words)
    {
        var result = Command.Run(folder, words);
        result.ExitCode.ShouldBe(0, $"{string.Join(' ', words)}: {result.Output}{result.Error}");
    }
}
