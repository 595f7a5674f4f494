using System.Text.Json;
using Springform.ContainerTests.Engines;
using Springform.Engine;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>A copy of examples/perfspect in a git repository of its own, built once for all facts about it: all tools from their sources, for both architectures.</summary>
/// <remarks>Takes minutes, so it runs with CI=true or SPRINGFORM_LONG_TESTS=1 only.</remarks>
public sealed class PerfspectBuild(Workshop workshop) : IAsyncLifetime
{
    private readonly MachineDocker docker = new();
    private GitProject? project;

    internal static string Root => ExampleCopy.Root;

    internal GitProject Project => project ?? throw new InvalidOperationException("Require() comes first");

    /// <summary>The one run of Dist.</summary>
    internal CliResult Built { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!ExampleCopy.IsWanted || workshop.Missing is not null)
            return;
        await docker.InitializeAsync();
        project = ExampleCopy.Of("perfspect");
        project.Commit();
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
        Assert.SkipUnless(ExampleCopy.IsWanted, "takes minutes: runs with CI=true or SPRINGFORM_LONG_TESTS=1");
        Assert.SkipUnless(workshop.Missing is null || ExampleCopy.IsCi, workshop.Missing ?? "");
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
    internal Task EmptyEngineAsync() => workshop.RemoveImagesAsync(IsOurs);

    private static bool IsOurs(string image) =>
        image.StartsWith("perfspect-", StringComparison.Ordinal) || image.StartsWith("localhost/springform/perfspect/", StringComparison.Ordinal)
        || PerfspectTools.All.Any(tool => image.StartsWith($"localhost/springform/recipe/{tool}-", StringComparison.Ordinal));

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }
}
