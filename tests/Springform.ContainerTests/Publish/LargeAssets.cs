using Springform.FakeGitHub;
using Springform.FakeGitHub.Faults;
using Springform.FakeGitHub.State;
using Springform.Tests.EndToEnd;
using Springform.Tests.Publish;

namespace Springform.ContainerTests.Publish;

/// <summary>An asset is streamed, whatever its size.</summary>
[Draw(3)]
public sealed class LargeAssets : IDisposable
{
    private const long SizeBytes = 2L << 30;
    private const long MostBytes = 150_000_000;

    private readonly ReleaseProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task Two_gigabytes_are_published_within_150_MB_of_memory()
    {
        Build();
        await using var server = await FakeGitHubServer.StartAsync(new FakeOptions { KeepsContent = false });
        server.Repository.SetTag(new FakeTag(ReleaseProject.Tag, project.Head));
        // The last request but reading back: all is sent and verified.
        var hold = server.Faults.Where(request => request.Method == "PATCH", new Hold());

        using var run = project.StartPublish(server);
        await hold.Reached.WaitAsync(TimeSpan.FromMinutes(5));
        var peak = run.PeakBytes();
        hold.GoOn();

        (await run.EndAsync()).Ends(0);
        peak.ShouldBeInRange(20_000_000, MostBytes);
        var release = server.Repository.Releases.ShouldHaveSingleItem();
        server.Repository.Assets(release.Id).ShouldContain(asset => asset.Name == "large.tar" && asset.Size > SizeBytes);
    }

    private void Build()
    {
        project.File(
            "springform.yaml",
            File.ReadAllText(project.PathOf("springform.yaml"))
                .Replace("packages:\n", "packages:\n  - {archive: large.tar, files: [large], checksums: []}\n", StringComparison.Ordinal)
        );
        using (var file = File.Create(project.PathOf("large")))
            file.SetLength(SizeBytes);
        project.Commit("feat: much");
        project.Git("tag", "--force", ReleaseProject.Tag);
        project.Run("--target=Dist", "--engine=docker").Ends(0);
    }
}
