using Springform.FakeIndex;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>A copy of examples/autobahn, tagged v26.1.0 and built once for all facts about it, with a package index on loopback beside it.</summary>
public sealed class AutobahnBuild(Workshop workshop) : IAsyncLifetime
{
    internal const string Password = "pypi-not-a-secret";
    private GitProject? project;
    private FakeIndexServer? index;

    internal GitProject Project => project ?? throw new InvalidOperationException("Require() comes first");

    internal FakeIndexServer Index => index!;

    /// <summary>The one run of Dist.</summary>
    internal CliResult Built { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!ExampleCopy.IsWanted || workshop.Missing is not null)
            return;
        index = await FakeIndexServer.StartAsync(Password);
        project = ExampleCopy.Of("autobahn");
        project.File("springform.yaml", project.Text("springform.yaml") + $"  index: {{upload: \"{index.Address}legacy/\", simple: \"{index.Address}simple/\"}}\n");
        project.Commit();
        project.Git("tag", "v26.1.0");
        Built = project.Run("--target=Dist");
    }

    public async ValueTask DisposeAsync()
    {
        if (index is not null)
            await index.DisposeAsync();
        if (project is null)
            return;
        project.Dispose();
        await workshop.RemoveImagesAsync(IsOurs);
    }

    /// <summary>First line of every fact: skips or fails where there is nothing to look at.</summary>
    internal void Require()
    {
        Assert.SkipUnless(ExampleCopy.IsWanted, "takes minutes: runs with CI=true or SPRINGFORM_LONG_TESTS=1");
        Assert.SkipUnless(workshop.Missing is null || ExampleCopy.IsCi, workshop.Missing ?? "");
        workshop.Missing.ShouldBeNull();
        Built.Ends(0);
    }

    /// <summary>A clone in the same state, which shares nothing with the first but the engine.</summary>
    internal string CloneBeside(string name)
    {
        var folder = Project.Beside(name);
        Project.Git("clone", "--quiet", Project.Folder, folder);
        Directory.CreateDirectory(Path.Combine(folder, ".springform"));
        File.Copy(Project.PathOf(".springform/pins.json"), Path.Combine(folder, ".springform/pins.json"));
        return folder;
    }

    /// <summary>The names of all wheels and of the source distribution in dist/.</summary>
    internal IReadOnlyList<string> Distributions() =>
        [.. Directory.GetFiles(Project.PathOf("dist")).Select(path => Path.GetFileName(path)!)
            .Where(name => name.EndsWith(".whl", StringComparison.Ordinal) || name.EndsWith(".tar.gz", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The words of a program in an image of the project, by the name that it has in the engine.</summary>
    internal async Task<string> RunInAsync(string image, params string[] words) =>
        string.Join('\n', await workshop.DockerAsync(["run", "--rm", "--pull=never", image, .. words]));

    /// <summary>In the image that wheels are tried in on a base of this machine's platform, with the host's network: its loopback is where the index listens.</summary>
    internal async Task<string> RunAsync(string name, string script)
    {
        var images = await workshop.DockerAsync("image", "ls", "--format", "{{.Repository}}:{{.Tag}}");
        var image = images.Single(image => image == $"autobahn-nvx-builder:latest-runtime-{name}-amd64");
        return string.Join('\n', await workshop.DockerAsync("run", "--rm", "--network=host", image, "sh", "-ec", $"({script}) 2>&1 || echo FAILED"));
    }

    private static bool IsOurs(string image) =>
        image.StartsWith("autobahn-nvx-builder:", StringComparison.Ordinal) || image.StartsWith("localhost/springform/autobahn-nvx/", StringComparison.Ordinal);
}
