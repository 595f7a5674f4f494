using Springform.FakeGitHub;
using Springform.FakeGitHub.State;
using Springform.Tests.Publish;

namespace Springform.ContainerTests.Publish;

/// <summary>The fake is good enough for GitHub's own client: gh makes, shows, changes and fetches a release on it.</summary>
public sealed class GhTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("springform-gh-").FullName;
    private readonly LoopbackCertificate certificate = new();
    private FakeGitHubServer server = null!;
    private Gh gh = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FakeGitHubServer.StartAsync(Gh.Options(certificate));
        server.Repository.SetTag(new FakeTag("v1.0.0", new string('a', 40)));
        gh = new Gh(server, certificate, folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "a.txt"), "first\n");
        await File.WriteAllBytesAsync(Path.Combine(folder, "b.bin"), [.. Enumerable.Range(0, 100_000).Select(number => (byte)(number * 31))]);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        certificate.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Gh_makes_shows_and_fetches_a_release()
    {
        Needed.Programs("gh");

        gh.Release("create", "v1.0.0", "a.txt", "b.bin", "--title", "One", "--notes", "Some notes").ShouldContain("/octo/hello/releases/tag/v1.0.0");

        var shown = gh.Release("view", "v1.0.0");
        shown.ShouldContain("title:\tOne");
        shown.ShouldContain("asset:\ta.txt");
        shown.ShouldContain("asset:\tb.bin");
        shown.ShouldContain("Some notes");
        gh.Release("list").ShouldStartWith("One\tLatest\tv1.0.0\t");
        gh.Release("download", "v1.0.0", "--dir", "fetched");
        foreach (var name in new[] { "a.txt", "b.bin" })
            File.ReadAllBytes(Path.Combine(folder, "fetched", name)).ShouldBe(File.ReadAllBytes(Path.Combine(folder, name)), name);
        server.Repository.Watch.TimesPublished("v1.0.0").ShouldBe(1);
    }

    [Fact]
    public async Task Gh_fetches_what_was_published_with_an_interruption()
    {
        Needed.Programs("gh");
        using var project = new ReleaseProject();
        project.Git("tag", "--delete", ReleaseProject.Tag);

        await new InterruptedRelease(project, project.Folder, ReleaseProject.Tag).PublishAsync("hello.tar");
    }

    [Fact]
    public void Gh_replaces_an_asset_and_deletes_a_release()
    {
        Needed.Programs("gh");
        gh.Release("create", "v1.0.0", "a.txt", "--draft", "--title", "One", "--notes", "");
        File.WriteAllText(Path.Combine(folder, "a.txt"), "second\n");

        gh.Release("upload", "v1.0.0", "a.txt", "--clobber");
        gh.Release("download", "v1.0.0", "--dir", "fetched");

        File.ReadAllText(Path.Combine(folder, "fetched", "a.txt")).ShouldBe("second\n");
        server.Repository.Releases.ShouldHaveSingleItem().Draft.ShouldBeTrue();
        gh.Release("delete", "v1.0.0", "--yes");
        server.Repository.Releases.ShouldBeEmpty();
    }
}
