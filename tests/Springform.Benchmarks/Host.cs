namespace Springform.Benchmarks;

/// <summary>Springform as build.sh starts it: the host that it built, as a process of its own.</summary>
internal static class Host
{
    // What would make a run another one than the project says.
    private static readonly Dictionary<string, string?> Environment = new(StringComparer.Ordinal)
    {
        ["CI"] = null,
        ["GITHUB_ACTIONS"] = null,
        ["SKIP_TOOLS_CACHE"] = null,
        ["TOOLS_CACHE_HIT"] = null,
        ["SOURCE_DATE_EPOCH"] = null,
        ["NO_COLOR"] = "1",
    };

    internal static Task<MeasuredProcess> RunAsync(string project, params IReadOnlyList<string> switches) =>
        RunAsync(project, new Dictionary<string, string?>(), switches);

    /// <param name="variables">set on top of what every run has</param>
    internal static Task<MeasuredProcess> RunAsync(string project, IReadOnlyDictionary<string, string?> variables, params IReadOnlyList<string> switches) =>
        MeasuredProcess.RunAsync(
            ["dotnet", "exec", Built(), "--project", project, .. switches],
            new Dictionary<string, string?>(Environment.Concat(variables), StringComparer.Ordinal)
        );

    private static string Built()
    {
        var artifacts = Ancestors(new DirectoryInfo(AppContext.BaseDirectory)).First(folder => folder.Name == "artifacts").FullName;
        var mode = Path.Combine(artifacts, "package-mode");
        var host = File.Exists(mode) ? Path.Combine(artifacts, File.ReadAllText(mode).Split(' ')[0], "host", "Build.dll") : null;
        return File.Exists(host) ? host : throw new InvalidOperationException("there is no host yet: run ./build.sh --version first");
    }

    private static IEnumerable<DirectoryInfo> Ancestors(DirectoryInfo folder) => folder.Parent is { } parent ? Ancestors(parent).Prepend(folder) : [folder];
}
