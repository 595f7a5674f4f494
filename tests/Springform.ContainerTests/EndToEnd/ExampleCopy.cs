using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>Examples take minutes to build, so they are built with CI=true or SPRINGFORM_LONG_TESTS=1 only, each in a git repository of its own.</summary>
internal static class ExampleCopy
{
    public static string Root { get; } = FindRoot();

    public static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    public static bool IsWanted => IsCi || Environment.GetEnvironmentVariable("SPRINGFORM_LONG_TESTS") == "1";

    /// <summary>What git tracks of an example, or would; not committed yet.</summary>
    /// <param name="folder">of the copy; null: its name</param>
    public static GitProject Of(string name, string? folder = null)
    {
        var example = $"examples/{name}";
        var copy = new GitProject(folder ?? name);
        copy.Git("init", "--quiet", "--initial-branch=main");
        var files = copy.Git("-C", Root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", example);
        foreach (var file in files.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var target = copy.PathOf(Path.GetRelativePath(example, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(Root, file), target);
        }

        // In the repository the rules of its root hold for the example too.
        File.AppendAllText(copy.PathOf(".gitignore"), File.ReadAllText(Path.Combine(Root, ".gitignore")));
        return copy;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "build.sh")))
            folder = Path.GetDirectoryName(folder.TrimEnd('/')) ?? throw new InvalidOperationException("no build.sh above the tests");
        return folder;
    }
}
