using System.Security.Cryptography;
using Springform.FakeGitHub;
using Springform.FakeGitHub.Faults;
using Springform.FakeGitHub.State;
using Springform.Tests;
using Springform.Tests.Publish;

namespace Springform.ContainerTests.Publish;

/// <summary>
/// A built project's release, as its maintainer and its users see it: published from a tag to an Enterprise server over TLS, interrupted in the middle of an
/// upload, published again, and fetched with gh and checked with sha256sum.
/// </summary>
/// <param name="project">runs Springform</param>
/// <param name="folder">of the project that is released; its HEAD gets the tag</param>
internal sealed class InterruptedRelease(Springform.Tests.EndToEnd.GitProject project, string folder, string tag)
{
    private string Dist => Path.Combine(folder, "dist");

    private Dictionary<string, string> Assets =>
        Directory
            .GetFiles(Dist)
            .Where(path => Path.GetFileName(path) != "artifacts.json")
            .ToDictionary(path => Path.GetFileName(path), path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));

    /// <param name="archive">the asset whose upload is interrupted</param>
    public async Task PublishAsync(string archive)
    {
        using var certificate = new LoopbackCertificate();
        await using var server = await FakeGitHubServer.StartAsync(Gh.Options(certificate));
        project.Git("-C", folder, "tag", tag);
        server.Repository.SetTag(new FakeTag(tag, project.Git("-C", folder, "rev-parse", "HEAD").Trim()));
        server.Repository.Watch.Expect(tag, Assets);
        string[] words =
        [
            "--project",
            folder,
            "--target=Publish",
            $"SSL_CERT_FILE={certificate.TrustFile}",
            $"GITHUB_API_URL={server.Api}",
            $"GITHUB_REPOSITORY={server.Options.Owner}/{server.Options.Repository}",
            $"GITHUB_TOKEN={server.Options.Token}",
        ];
        var half = server.Faults.Where(
            request => request.IsUpload && request.Path.EndsWith($"name={archive}", StringComparison.Ordinal),
            new Hold(AfterBytes: new FileInfo(Path.Combine(Dist, archive)).Length / 2)
        );
        using (var run = project.Start(words))
        {
            var end = run.EndAsync();
            (await Task.WhenAny(half.Reached, end)).ShouldBe(half.Reached, $"{archive} is not uploaded:\n{server.Log}");
            run.Signal("INT");
            (await end).Ends(130);
            half.GoOn(); // a server that does not read on does not see either that the client is gone
        }

        await server.Log.WhenIdle;
        server.Repository.Releases.ShouldHaveSingleItem().Draft.ShouldBeTrue();
        var (asked, arrived) = (server.Log.Count, server.Arrived(Assets));
        using (var run = project.Start(words))
            (await run.EndAsync()).Ends(0);

        server.ShouldHoldTheRelease(Assets, tag);
        server.Log.Requests.Skip(asked).Count(request => request.IsUpload).ShouldBe(Assets.Count - arrived.Count, "only what was missing is sent");
        FetchAndCheck(new Gh(server, certificate, folder));
    }

    private void FetchAndCheck(Gh gh)
    {
        var fetched = Path.Combine(folder, "fetched");
        gh.Release("download", tag, "--dir", fetched);
        Directory.GetFiles(fetched).Select(Path.GetFileName).ShouldBe(Assets.Keys, ignoreOrder: true);
        var check = Command.Run(fetched, ["sha256sum", "--check", "--strict", "checksums.txt"]);
        check.ExitCode.ShouldBe(0, check.Output + check.Error);
    }
}
