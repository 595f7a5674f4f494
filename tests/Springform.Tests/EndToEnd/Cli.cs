using System.Diagnostics;

namespace Springform.Tests.EndToEnd;

/// <summary>The built host as a process of its own, as build.sh starts it.</summary>
internal static class Cli
{
    /// <summary>What a test must not inherit from the machine that it runs on.</summary>
    internal static readonly string[] Unset =
    [
        "CI",
        "GITHUB_ACTIONS",
        "GITHUB_OUTPUT",
        "GITHUB_STEP_SUMMARY",
        "SKIP_TOOLS_CACHE",
        "TOOLS_CACHE_HIT",
        "SOURCE_DATE_EPOCH",
        "ACTIONS_CACHE_URL",
        "ACTIONS_RESULTS_URL",
        "GITHUB_TOKEN",
        "GH_TOKEN",
        "GITHUB_API_URL",
        "GITHUB_REPOSITORY",
        "GITHUB_REF",
        "GITHUB_REF_NAME",
        "GITHUB_REF_TYPE",
        "CI_COMMIT_TAG",
        "CI_COMMIT_BRANCH",
        "BUILD_SOURCEBRANCH",
        "GITHUB_REF_PROTECTED",
        "GITHUB_EVENT_NAME",
        "CI_COMMIT_REF_PROTECTED",
        "CI_MERGE_REQUEST_IID",
        "GITHUB_SHA",
        "GITHUB_SERVER_URL",
        "GITHUB_RUN_ID",
        "RUNNER_TEMP",
        "ACTIONS_ID_TOKEN_REQUEST_URL",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
        "PYPI_ID_TOKEN",
    ];

    /// <summary>
    /// The host that runs the tests where a host does: it was built from the same sources, is compiled ahead of time, and so starts in half the time. Else the
    /// one beside the tests.
    /// </summary>
    public static string Host { get; } = Environment.GetEnvironmentVariable("SPRINGFORM_TEST_HOST") ?? Path.Combine(AppContext.BaseDirectory, "Build.dll");

    /// <param name="folder">the caller's folder</param>
    /// <param name="words">NAME=VALUE sets a variable, as with <c>env</c>; what begins with a dash is a switch</param>
    public static RunningCli Start(string folder, IReadOnlyList<string> words) => Start(folder, ["dotnet", "exec", Host], words);

    /// <param name="program">Springform, with what starts it</param>
    public static RunningCli Start(string folder, IReadOnlyList<string> program, IReadOnlyList<string> words)
    {
        var variables = words.Where(word => !word.StartsWith('-') && word.Contains('=', StringComparison.Ordinal)).ToList();
        // A shell starts what it runs in the background with Ctrl+C ignored, and that is inherited: also by tests that send it.
        var start = new ProcessStartInfo("env", ["--default-signal=INT,TERM,HUP", .. program, .. words.Except(variables)])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var name in Unset
                .Concat(start.Environment.Keys.Where(name => name.StartsWith("SPRINGFORM_", StringComparison.Ordinal) && name != "SPRINGFORM_CACHE"))
                .ToList()
        )
            start.Environment.Remove(name);
        start.Environment["NO_COLOR"] = "1";
        foreach (var pair in variables.Select(word => word.Split('=', 2)))
            start.Environment[pair[0]] = pair[1];
        return new RunningCli(Process.Start(start)!);
    }
}
