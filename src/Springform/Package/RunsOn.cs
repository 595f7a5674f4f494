using Springform.Ci;
using Springform.Errors;
using Springform.Machine;
using Springform.Plan;
using Springform.Reporting;

namespace Springform.Package;

/// <summary>The table of what was seen to run where: in the log, and on the summary page of a CI step.</summary>
internal sealed class RunsOn(StagedDist staged, IOutput log, GitHubActions actions)
{
    /// <param name="notStarted">targets whose archives nobody started, and why</param>
    public void Show(IReadOnlyList<NotStarted> notStarted)
    {
        var results = staged.Loads;
        if (results.Count + notStarted.Count == 0)
        {
            return;
        }

        var width = results.Select(result => result.Target).Concat(notStarted.Select(target => target.TargetId)).Max(name => name.Length);
        log.Line("    runs on");
        foreach (var target in results.GroupBy(result => result.Target))
        {
            log.Line($"      {target.Key.PadRight(width)}  {string.Join(", ", target.Select(Place))}{Needs(target.Key)}");
        }

        foreach (var target in notStarted)
        {
            log.Line($"      {target.TargetId.PadRight(width)}  not started: {Quoted.Clean(target.Reason!)}{Needs(target.TargetId)}");
        }

        actions.Summarise(Markdown(results, notStarted));
    }

    /// <summary>What its files say that they need: <c>, needs glibc 2.31, x86-64-v3</c>.</summary>
    private string Needs(string target) =>
        staged.FloorsOf(target).Where(floor => floor.Contains("x86-64-v", StringComparison.Ordinal)).Distinct().ToList() is { Count: > 0 } floors
            ? $", needs {string.Join(" and ", floors)}"
            : "";

    /// <summary>debian12-arm64 (glibc 2.36)</summary>
    private static string Place(LoadResult result) => result.Glibc is null ? result.BaseId : $"{result.BaseId} (glibc {result.Glibc})";

    private string Markdown(IReadOnlyList<LoadResult> results, IReadOnlyList<NotStarted> notStarted)
    {
        var rows = results
            .Select(result =>
                $"| {result.Target} | {result.BaseId} | {MarkdownText.Plain(result.Distribution)} | {MarkdownText.Plain(result.Glibc ?? "-")} | "
                + $"{result.Started.Count} | {result.Loaded.Count} | {result.NotLoaded.Count} | "
                + $"{string.Join(", ", staged.FloorsOf(result.Target).Distinct())} |\n"
            )
            .Concat(
                notStarted.Select(target =>
                    $"| {target.TargetId} | not started | {MarkdownText.Plain(target.Reason!)} | - | 0 | 0 | 0 | "
                    + $"{string.Join(", ", staged.FloorsOf(target.TargetId).Distinct())} |\n"
                )
            );
        return "### Runs on\n\n| target | base | distribution | glibc | started | loaded | not loaded | needs |\n|---|---|---|---|---|---|---|---|\n"
            + string.Concat(rows)
            + "\n";
    }
}
