using Springform.FakeIndex;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>A copy of an example in a git repository of its own, built once for all facts about it.</summary>
/// <remarks>Takes minutes, so it is built with CI=true or SPRINGFORM_LONG_TESTS=1 only.</remarks>
public sealed class ExampleBuild<T>(Workshop workshop) : IAsyncLifetime
    where T : IExample
{
    private GitProject? project;
    private FakeIndexServer? index;
    private string? planned;

    internal GitProject Project => project ?? throw new InvalidOperationException("Require() comes first");

    internal FakeIndexServer Index => index ?? throw new InvalidOperationException("this example has no index");

    /// <summary>The one run.</summary>
    internal CliResult Built { get; private set; } = null!;

    /// <summary>The plan as JSON, asked for once.</summary>
    internal string Planned => planned ??= Project.Run("--target=Plan", "--output=json").Ends(0).Output;

    private static Example Example => T.Example;

    public async ValueTask InitializeAsync()
    {
        if (!ExampleCopy.IsWanted || workshop.Missing is not null)
            return;
        project = ExampleCopy.Of(Example.Name);
        if (Example.HasIndex)
        {
            index = await FakeIndexServer.StartAsync(Examples.IndexPassword);
            project.File(
                "springform.yaml",
                project.Text("springform.yaml") + $"  index: {{upload: \"{index.Address}legacy/\", simple: \"{index.Address}simple/\"}}\n"
            );
        }

        Example.Prepare?.Invoke(project);
        project.Commit();
        if (Example.Tag is { } tag)
            project.Git("tag", tag);
        Built = project.Run([.. Example.Arguments]);
    }

    public async ValueTask DisposeAsync()
    {
        if (index is not null)
            await index.DisposeAsync();
        if (project is null)
            return;
        project.Dispose();
        await RemoveImagesAsync();
    }

    /// <summary>First line of every fact: skips or fails where there is nothing to look at.</summary>
    internal void Require()
    {
        Assert.SkipUnless(ExampleCopy.IsWanted, "takes minutes: runs with CI=true or SPRINGFORM_LONG_TESTS=1");
        workshop.Require();
        Built.Ends(0);
    }

    /// <summary>A clone beside the first, which goes when that goes. It has of the first's state only what is named, and does the rest itself.</summary>
    /// <param name="state">files and folders that git does not track: <c>.springform/pins.json</c> for a clone that knows the same bases, dist</param>
    internal string Clone(string name, params string[] state)
    {
        var clone = Project.Beside(name);
        Project.Git("clone", "--quiet", Project.Folder, clone);
        foreach (var path in state.Select(Project.PathOf))
        {
            foreach (var folder in Directory.Exists(path) ? Directory.GetDirectories(path, "*", SearchOption.AllDirectories) : [])
                Directory.CreateDirectory(InClone(folder));
            foreach (var file in Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [path])
            {
                Directory.CreateDirectory(Path.GetDirectoryName(InClone(file))!);
                File.Copy(file, InClone(file));
            }
        }

        return clone;

        string InClone(string path) => Path.Combine(clone, Path.GetRelativePath(Project.Folder, path));
    }

    /// <summary>The containers that its runs have left.</summary>
    internal Task<string[]> ContainersAsync() =>
        workshop.DockerAsync("ps", "--all", "--quiet", "--filter", $"label=springform.lock={Project.PathOf(".springform/lock")}");

    /// <summary>Bases stay.</summary>
    internal Task RemoveImagesAsync() => workshop.RemoveImagesAsync(image => Example.Images.Any(name => image.StartsWith(name, StringComparison.Ordinal)));
}
