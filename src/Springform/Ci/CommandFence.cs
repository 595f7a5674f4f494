using System.Security.Cryptography;
using Springform.Machine;

namespace Springform.Ci;

/// <summary>
/// GitHub's runner carries out what looks like a command in a step's output, whoever wrote it. A line of somebody else's that looks like one is shown between
/// <c>::stop-commands::TOKEN</c> and <c>::TOKEN::</c>, each time with a token that nobody can know. Azure's and TeamCity's agents have no such fence: there the
/// line is broken up. Source: "Workflow commands for GitHub Actions", "Stopping and starting workflow commands"; the runner also takes its older form,
/// <c>##[command]</c>, anywhere in a line.
/// </summary>
/// <param name="runner">whose commands are meant</param>
internal sealed class CommandFence(CommandFence.Runner runner)
{
    public bool IsNeeded => runner != Runner.None;

    /// <summary>Who reads the output.</summary>
    public enum Runner
    {
        None,
        GitHub,
        Other,
    }

    public static CommandFence For(ProcessEnvironment environment) =>
        new(
            new GitHubActions(environment).IsActive ? Runner.GitHub
            : !string.IsNullOrEmpty(environment["TF_BUILD"]) || !string.IsNullOrEmpty(environment["TEAMCITY_VERSION"]) ? Runner.Other
            : Runner.None
        );

    /// <summary>The lines that show <paramref name="line"/> and command nothing.</summary>
    public IReadOnlyList<string> Lines(string line)
    {
        if (runner == Runner.None || !IsCommand(line))
            return [line];
        if (runner == Runner.Other)
            return [line.Replace("##", "# #", StringComparison.Ordinal)];
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return [$"::stop-commands::{token}", line, $"::{token}::"];
    }

    private bool IsCommand(string line) =>
        runner == Runner.GitHub
            ? line.Contains("##[", StringComparison.Ordinal) || line.AsSpan().TrimStart().StartsWith("::", StringComparison.Ordinal)
            : line.Contains("##", StringComparison.Ordinal);
}
