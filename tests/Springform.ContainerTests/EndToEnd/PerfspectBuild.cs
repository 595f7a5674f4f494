using System.Text.Json;
using Springform.ContainerTests.Engines;
using Springform.Engine;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>A copy of examples/perfspect in a git repository of its own, built once for all facts about it: all tools from their sources, for both architectures.</summary>
/// <remarks>Takes minutes, so it runs with CI=true or SPRINGFORM_LONG_TESTS=1 only.</remarks>
public sealed class PerfspectBuild(Workshop workshop) : IAsyncLifetime
{
    private const string Example = "examples/perfspect";

    private readonly MachineDocker docker = new();
    private GitProject? project;

    internal static string Root { get; } = FindRoot();

    internal GitProject Project => project ?? throw new InvalidOperationException("Require() comes first");

    /// <summary>The one run of Dist.</summary>
    internal CliResult Built { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!IsWanted || workshop.Missing is not null)
            return;
        await docker.InitializeAsync();
        project = Copy();
        Built = project.Run("--target=Dist");
    }

    public async ValueTask DisposeAsync()
    {
        if (project is not null)
        {
            project.Dispose();
            await EmptyEngineAsync();
        }

        await docker.DisposeAsync();
    }

    /// <summary>First line of every fact: skips or fails where there is nothing to look at.</summary>
    internal void Require()
    {
        Assert.SkipUnless(IsWanted, "takes minutes: runs with CI=true or SPRINGFORM_LONG_TESTS=1");
        Assert.SkipUnless(workshop.Missing is null || IsCi, workshop.Missing ?? "");
        workshop.Missing.ShouldBeNull();
        Built.Ends(0);
    }

    /// <summary>A second project folder in the same state: config, cache, dist/ and pins. Removed with the first.</summary>
    internal string CopyBeside(string name)
    {
        var folder = Project.Beside(name);
        Project.Git("clone", "--quiet", Project.Folder, folder);
        foreach (var state in new[] { ".springform", "tools-cache", "dist" })
            CopyFolder(Project.PathOf(state), Path.Combine(folder, state));
        return folder;
    }

    /// <summary>What the plan calls the base image of a platform, in the engine.</summary>
    internal string BaseFor(string platform)
    {
        using var plan = JsonDocument.Parse(Project.Run("--target=Plan", "--output=json").Ends(0).Output);
        return plan.RootElement.GetProperty("bases").EnumerateArray()
            .Single(planned => planned.GetProperty("platform").GetString() == platform).GetProperty("reference").GetString()!;
    }

    internal Task<string[]> ContainersAsync() => workshop.DockerAsync("ps", "--all", "--quiet", "--filter", $"label=springform.lock={Project.PathOf(".springform/lock")}");

    /// <summary>An engine for tests to start the tools in.</summary>
    internal IContainerEngine OpenEngine() => docker.Open();

    /// <summary>Removes the images of the tools, the recipes and the builder; bases stay.</summary>
    internal async Task EmptyEngineAsync()
    {
        var images = await workshop.DockerAsync("image", "ls", "--format", "{{.Repository}}:{{.Tag}}");
        foreach (var image in images.Where(IsOurs))
            await workshop.DockerAsync("image", "rm", "--force", image);
    }

    private static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    private static bool IsWanted => IsCi || Environment.GetEnvironmentVariable("SPRINGFORM_LONG_TESTS") == "1";

    private static bool IsOurs(string image) =>
        image.StartsWith("perfspect-", StringComparison.Ordinal) || image.StartsWith("localhost/springform/perfspect/", StringComparison.Ordinal)
        || PerfspectTools.All.Any(tool => image.StartsWith($"localhost/springform/recipe/{tool}-", StringComparison.Ordinal));

    private static GitProject Copy()
    {
        var copy = new GitProject("perfspect");
        copy.Git("init", "--quiet", "--initial-branch=main");
        var files = copy.Git("-C", Root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", Example);
        foreach (var file in files.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var target = copy.PathOf(Path.GetRelativePath(Example, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(Root, file), target);
        }

        // In the repository the rules of its root hold for the example too.
        File.AppendAllText(copy.PathOf(".gitignore"), File.ReadAllText(Path.Combine(Root, ".gitignore")));
        copy.Commit();
        return copy;
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "build.sh")))
            folder = Path.GetDirectoryName(folder.TrimEnd('/')) ?? throw new InvalidOperationException("no build.sh above the tests");
        return folder;
    }
}
