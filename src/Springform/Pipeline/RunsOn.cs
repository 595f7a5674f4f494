using Springform.Plan;

namespace Springform.Pipeline;

/// <summary>The table of what was seen to run where: in the log, and on the summary page of a CI step.</summary>
public sealed class RunsOn(BuildContext context)
{
    public void Show()
    {
        var results = context.Staged.Loads;
        if (results.Count == 0)
        {
            return;
        }

        var width = results.Max(result => result.Target.Length);
        context.Run.Terminal.Line("    runs on");
        foreach (var target in results.GroupBy(result => result.Target))
        {
            context.Run.Terminal.Line($"      {target.Key.PadRight(width)}  {string.Join(", ", target.Select(Place))}");
        }

        context.Actions.Summarise(Markdown(results));
    }

    /// <summary>debian12-arm64 (glibc 2.36)</summary>
    private static string Place(LoadResult result) => result.Glibc is null ? result.BaseId : $"{result.BaseId} (glibc {result.Glibc})";

    private static string Markdown(IReadOnlyList<LoadResult> results)
    {
        var rows = results.Select(result =>
            $"| {result.Target} | {result.BaseId} | {result.Distribution} | {result.Glibc ?? "-"} | {result.Started.Count} | {result.Loaded.Count} | {result.NotLoaded.Count} |\n");
        return "### Runs on\n\n| target | base | distribution | glibc | started | loaded | not loaded |\n|---|---|---|---|---|---|---|\n" + string.Concat(rows) + "\n";
    }
}
