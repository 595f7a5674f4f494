using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>A copy of examples/repair in a git repository of its own, built once for all facts about it.</summary>
public sealed class RepairExample(Workshop workshop) : IAsyncLifetime
{
    private GitProject? project;

    internal GitProject Project => project ?? throw new InvalidOperationException("Require() comes first");

    /// <summary>The one run of Dist.</summary>
    internal CliResult Built { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        if (!ExampleCopy.IsWanted || workshop.Missing is not null)
            return ValueTask.CompletedTask;
        project = ExampleCopy.Of("repair");
        project.Commit();
        Built = project.Run("--target=Dist");
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
        Assert.SkipUnless(ExampleCopy.IsWanted, "takes minutes: runs with CI=true or SPRINGFORM_LONG_TESTS=1");
        Assert.SkipUnless(workshop.Missing is null || ExampleCopy.IsCi, workshop.Missing ?? "");
        workshop.Missing.ShouldBeNull();
        Built.Ends(0);
    }

    /// <summary>A clone that knows the same bases, and nothing else of the first: it compiles and packs everything itself.</summary>
    internal string Clone(string name)
    {
        var folder = Project.Beside(name);
        Project.Git("clone", "--quiet", Project.Folder, folder);
        Directory.CreateDirectory(Path.Combine(folder, ".springform"));
        File.Copy(Project.PathOf(".springform/pins.json"), Path.Combine(folder, ".springform/pins.json"));
        return folder;
    }

    /// <summary>A clone with all results of the first, and without its dist/: it only packs.</summary>
    internal string CloneWithResults(string name)
    {
        var folder = Clone(name);
        foreach (var file in Directory.GetFiles(Project.PathOf(".springform/results"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Project.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return folder;
    }

    private static bool IsOurs(string image) =>
        image.StartsWith("squeeze-builder:", StringComparison.Ordinal) || image.StartsWith("localhost/springform/squeeze/", StringComparison.Ordinal);
}
