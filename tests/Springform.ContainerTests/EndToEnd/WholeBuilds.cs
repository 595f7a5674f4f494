using System.Diagnostics;
using System.Text.Json;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>The main job from an empty engine to dist/, and once more.</summary>
[Collection(OneAtATime.Name)]
public sealed class WholeBuilds(Workshop workshop)
{
    [Fact]
    public async Task Dist_makes_everything_verifies_and_leaves_nothing_behind()
    {
        using var project = new Sample(workshop, hasTools: true);

        project.Run().Ends(0).Says("--> Compile", "2 built", "dist/", "hello-1.2.3.tgz");

        project.DistFiles.ShouldBe(
            [
                "abi.json",
                "artifacts.json",
                "build-info-native.json",
                "checksums.txt",
                "hello-1.2.3.tgz",
                "hello-1.2.3.tgz.md5.txt",
                "hello-1.2.3.tgz.sha256",
                "manifest.json",
                "oss_source.tgz",
                "oss_source.tgz.md5",
                "oss_source.tgz.sha256",
            ],
            ignoreOrder: true
        );
        Check(project, "md5sum", "hello-1.2.3.tgz.md5.txt");
        Check(project, "md5sum", "oss_source.tgz.md5");
        Check(project, "sha256sum", "hello-1.2.3.tgz.sha256");
        Check(project, "sha256sum", "checksums.txt");
        using var manifest = JsonDocument.Parse(project.Text("dist/manifest.json"));
        manifest.RootElement.GetRawText().ShouldContain(project.Git("rev-parse", "HEAD").Trim());
        using var ledger = JsonDocument.Parse(project.Text("dist/artifacts.json"));
        ledger.RootElement.GetProperty("partial").GetBoolean().ShouldBeFalse();
        project.Git("status", "--porcelain").ShouldBeEmpty();
        (await project.ContainersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_second_run_has_nothing_to_do_and_does_not_call_the_engine()
    {
        using var project = new Sample(workshop, hasTools: true);
        project.Run().Ends(0);
        var before = project.DistHashes();
        await project.EmptyEngineAsync();

        project.RunWithoutEngine().Ends(0).Says("nothing to do");

        project.DistHashes().ShouldBe(before);
    }

    [Fact]
    public async Task Two_clones_give_the_same_bytes()
    {
        using var project = new Sample(workshop, hasTools: true);
        var clone = project.Beside("clone");
        project.Git("clone", "--quiet", project.Folder, clone);

        project.Run().Ends(0);
        await project.EmptyEngineAsync();
        project.Run("--project", clone, "--no-cache").Ends(0);

        foreach (var name in new[] { "hello-1.2.3.tgz", "oss_source.tgz" })
            (await File.ReadAllBytesAsync(Path.Combine(clone, "dist", name), TestContext.Current.CancellationToken)).ShouldBe(
                await File.ReadAllBytesAsync(project.PathOf($"dist/{name}"), TestContext.Current.CancellationToken),
                name
            );
    }

    [Fact]
    public void A_folder_with_spaces_is_a_folder()
    {
        using var project = new Sample(workshop, "a project with spaces");

        project.Run().Ends(0);
        project.RunWithoutEngine().Ends(0).Says("nothing to do");
    }

    [Fact]
    public void Only_makes_a_dist_that_is_marked_as_a_part()
    {
        using var project = new Sample(workshop);
        project.Replace(
            "springform.yaml",
            $"  native: {workshop.Platform}",
            $"  native: {workshop.Platform}\n  other: {{platform: {workshop.Platform}, suffix: \"-other\"}}"
        );
        project.Replace("springform.yaml", "hello-{version}.tgz", "hello-{version}{suffix}.tgz");

        project.Run("--only=oth*").Ends(0).Says("a part: --only");

        using var ledger = JsonDocument.Parse(project.Text("dist/artifacts.json"));
        ledger.RootElement.GetProperty("partial").GetBoolean().ShouldBeTrue();
        project.DistFiles.ShouldContain("hello-1.2.3-other.tgz");
        project.DistFiles.ShouldNotContain("hello-1.2.3.tgz");
        project.Run().Ends(0).SaysNot("a part: --only");
        project.DistFiles.ShouldContain("hello-1.2.3.tgz");
    }

    private static void Check(Sample project, string program, string file)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["--check", "--strict", file]) { WorkingDirectory = project.PathOf("dist") })!;
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, file);
    }
}
