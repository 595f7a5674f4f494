namespace Springform.Benchmarks;

/// <summary>Springform as build.sh starts it: the built host, as a process of its own.</summary>
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
            ["dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "Build.dll"), "--project", project, .. switches],
            new Dictionary<string, string?>(Environment.Concat(variables), StringComparer.Ordinal));
}
