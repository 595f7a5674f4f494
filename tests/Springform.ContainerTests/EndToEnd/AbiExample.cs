using Springform.Abi.Loading;
using Springform.ContainerTests.Engines;
using Springform.ContainerTests.Support;
using Springform.Plan;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>A copy of examples/abi in a git repository of its own, built once for all facts about it: six legs on bases from the mirror.</summary>
/// <remarks>Takes minutes where the bases are not cached yet, so it runs with CI=true or SPRINGFORM_LONG_TESTS=1 only.</remarks>
public sealed class AbiExample(Workshop workshop) : IAsyncLifetime
{
    private const string Example = "examples/abi";

    private GitProject? project;

    internal GitProject Project => project ?? throw new InvalidOperationException("Require() comes first");

    /// <summary>The one run of Dist.</summary>
    internal CliResult Built { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        if (!IsWanted || workshop.Missing is not null)
            return ValueTask.CompletedTask;
        project = Copy();
        Built = project.Run("--target=Dist", "--parallelism=2");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (project is null)
            return;
        project.Dispose();
        await workshop.RemoveImagesAsync(IsOurs);
    }

    /// <summary>First line of every fact: skips or fails where there is nothing to look at.</summary>
    internal void Require()
    {
        Assert.SkipUnless(IsWanted, "takes minutes: runs with CI=true or SPRINGFORM_LONG_TESTS=1");
        Assert.SkipUnless(workshop.Missing is null || IsCi, workshop.Missing ?? "");
        workshop.Missing.ShouldBeNull();
        Built.Ends(0);
    }

    /// <summary>A second project folder in the same state: pins, results and dist/.</summary>
    internal string CopyBeside(string name)
    {
        var folder = Project.Beside(name);
        Project.Git("clone", "--quiet", Project.Folder, folder);
        foreach (var state in new[] { ".springform", "dist" })
        {
            foreach (var file in Directory.GetFiles(Project.PathOf(state), "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(folder, Path.GetRelativePath(Project.Folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }

        return folder;
    }

    internal Task<string[]> ContainersAsync() =>
        workshop.DockerAsync("ps", "--all", "--quiet", "--filter", $"label=springform.lock={Project.PathOf(".springform/lock")}");

    /// <summary>The load test of a leg's archive, in an image that is no bare base.</summary>
    internal async Task LoadInBuilderAsync(string target, string image)
    {
        var fat = new PlannedBase("fat", "fat", "linux/amd64", null, [], new BasePin(BaseSource.Mirror, "sha256:" + new string('f', 64)));
        var leg = new Target(target, "linux/amd64", "linux/amd64", null, null, "");
        var load = new LoadStep(leg, fat.Id, [$"greeting-1.0.0-{target}.tgz"], [], new StepKey(ContentKey.Of(new string('1', 64)), [], FileSet.Empty));
        await workshop.DockerAsync("tag", image, fat.EngineReference!);
        await using var docker = new MachineDocker();
        await docker.InitializeAsync();
        try
        {
            await new LoadTester(docker.Open(), Project.Beside("unpacked")).RunAsync(
                Plan(leg, fat, load), load, [Project.PathOf($"dist/{load.Archives[0]}")], new RecordedOutput(), TestContext.Current.CancellationToken);
        }
        finally
        {
            await workshop.DockerAsync("image", "rm", "--force", fat.EngineReference!);
        }
    }

    private static BuildPlan Plan(Target target, PlannedBase image, LoadStep load) => new()
    {
        Project = new ProjectFacts("greeting", "1.0.0", "1.0.0", new string('0', 40), DateTimeOffset.UnixEpoch, false, 0),
        IsPartial = false,
        Targets = [target],
        Bases = [image],
        Recipes = [],
        ToolsImages = [],
        Builders = [],
        Commands = [],
        Toolchains = [],
        Artifacts = [],
        Abis = [],
        Loads = [load],
        SourceKey = "",
        Key = ContentKey.Pending("test"),
    };

    private static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    private static bool IsWanted => IsCi || Environment.GetEnvironmentVariable("SPRINGFORM_LONG_TESTS") == "1";

    private static bool IsOurs(string image) =>
        image.StartsWith("greeting-", StringComparison.Ordinal) || image.StartsWith("localhost/springform/greeting/", StringComparison.Ordinal);

    private static GitProject Copy()
    {
        var copy = new GitProject("greeting");
        copy.Git("init", "--quiet", "--initial-branch=main");
        var files = copy.Git("-C", PerfspectBuild.Root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", Example);
        foreach (var file in files.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var target = copy.PathOf(Path.GetRelativePath(Example, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(PerfspectBuild.Root, file), target);
        }

        copy.Commit();
        return copy;
    }
}
