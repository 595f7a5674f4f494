namespace Springform.Benchmarks;

/// <summary>A temporary folder with a git repository in it, removed at the end.</summary>
internal sealed class Sandbox : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("springform-benchmark-").FullName;

    internal Sandbox()
    {
        Project = Path.Combine(parent, "project");
        Directory.CreateDirectory(Project);
    }

    internal string Project { get; }

    internal string Beside(string name) => Path.Combine(parent, name);

    internal void Write(string relative, string text)
    {
        var path = Path.Combine(Project, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Copies what git tracks, or would, of a folder of a work tree. The original is only read.</summary>
    internal async Task CopyTrackedAsync(string folder)
    {
        var listed = await MeasuredProcess.RunAsync("git", "-C", folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ".");
        foreach (var file in listed.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var target = Path.Combine(Project, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(folder, file), target);
        }

        Write(".gitignore", ".springform/\ndist/\ntools-cache/\n");
    }

    internal async Task CommitAsync()
    {
        await GitAsync("init", "--quiet", "--initial-branch=main");
        await GitAsync("add", "--all");
        await GitAsync("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "-m", "Benchmark");
    }

    internal Task TagAsync(string tag) => GitAsync("tag", tag);

    internal async Task<string> HeadAsync() => (await GitAsync("rev-parse", "HEAD")).Output.Trim();

    public void Dispose() => Directory.Delete(parent, recursive: true);

    private Task<MeasuredProcess> GitAsync(params string[] words) => MeasuredProcess.RunAsync(["git", "-C", Project, .. words]);
}
