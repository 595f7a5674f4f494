using System.Security.Cryptography;
using Springform.Errors;
using Springform.Files;
using Springform.Machine;

namespace Springform.Ci;

/// <summary>
/// What GitHub Actions reads: groups and annotations in the log, outputs and the step summary in files.
/// Source: "Workflow commands for GitHub Actions" of GitHub's documentation, 2026-11.
/// </summary>
internal sealed class GitHubActions(ProcessEnvironment environment)
{
    public bool IsActive => environment["GITHUB_ACTIONS"] == "true";

    /// <summary>The address of the run's page; null outside of Actions.</summary>
    public string? JobPage =>
        IsActive
        && environment["GITHUB_SERVER_URL"] is { Length: > 0 } server
        && environment["GITHUB_REPOSITORY"] is { Length: > 0 } repository
        && environment["GITHUB_RUN_ID"] is { Length: > 0 } run
            ? $"{server}/{repository}/actions/runs/{run}"
            : null;

    public static string BeginGroup(string title) => $"::group::{Data(title)}";

    public static string EndGroup => "::endgroup::";

    public static string Annotation(Problem problem) =>
        $"::error title={Property(problem.Code.ToString())}::{Data($"{Clean(problem.What)}\nat {Clean(problem.Where)}\nfix {Clean(problem.Fix)}")}";

    /// <summary>
    /// Appends to the file of GITHUB_OUTPUT; nothing where there is none. A value of several lines stands between two lines that nobody can know.
    /// </summary>
    public void SetOutput(string name, string value)
    {
        var end = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        Append("GITHUB_OUTPUT", value.AsSpan().IndexOfAny('\r', '\n') < 0 ? $"{name}={value}\n" : $"{name}<<{end}\n{value}\n{end}\n");
    }

    /// <summary>Appends Markdown to the step's summary page.</summary>
    public void Summarise(string markdown) => Append("GITHUB_STEP_SUMMARY", markdown);

    private void Append(string variable, string text)
    {
        if (environment[variable] is { Length: > 0 } path)
        {
            PlainFile.AppendAllText(path, text);
        }
    }

    private static string Clean(string text) => ShownText.Of(text, colours: false);

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
