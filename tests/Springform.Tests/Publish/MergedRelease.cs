using Springform.FakeGitHub;

namespace Springform.Tests.Publish;

/// <summary>Parts that were made with --only, each on a machine of its own, are joined and released.</summary>
public sealed class MergedRelease : IDisposable
{
    private readonly ReleaseProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task A_part_is_refused_and_the_whole_is_published()
    {
        project.File(
            "springform.yaml",
            File.ReadAllText(project.PathOf("springform.yaml"))
                .Replace("  x86_64: linux/amd64\n", "  x86_64: linux/amd64\n  aarch64: {platform: linux/arm64}\n", StringComparison.Ordinal)
                .Replace("\"hello.tar\"", "\"hello-{target}.tar\"", StringComparison.Ordinal)
        );
        project.Commit("feat: two targets");
        project.Git("tag", "--force", ReleaseProject.Tag);
        using var one = project.Copy();
        using var other = project.Copy();
        one.Run("--target=Dist", "--only=x86_64", "--engine=docker").Ends(0);
        other.Run("--target=Dist", "--only=aarch64", "--engine=docker").Ends(0);
        await using var server = await FakeGitHubServer.StartAsync();
        one.PushTo(server);
        (await one.PublishAsync(server, "--exclusive")).Ends(6).Says("a part");

        project.Run("--target=Merge", $"--from={one.PathOf("dist")}", $"--from={other.PathOf("dist")}").Ends(0).Says("2 parts joined");
        project.PushTo(server);
        (await project.PublishAsync(server)).Ends(0);

        server.ShouldHoldTheRelease(project.Assets);
        project.Assets.Keys.ShouldContain("hello-x86_64.tar");
        project.Assets.Keys.ShouldContain("hello-aarch64.tar");
    }
}
