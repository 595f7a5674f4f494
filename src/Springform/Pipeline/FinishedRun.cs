using System.Text.Json;
using Springform.Errors;
using Springform.Files;
using Springform.Plan;
using Springform.Reporting;

namespace Springform.Pipeline;

/// <summary>What a run that held the project's lock leaves for those who look later: its record for Report, and the names of targets for shells.</summary>
internal sealed class FinishedRun(BuildContext context)
{
    /// <param name="failure">as it is told; null: the run did what was asked for</param>
    /// <exception cref="SpringformException">what the operating system refuses</exception>
    public void Keep(Exception? failure)
    {
        AtomicFile.WriteText(context.Folders.LastRun, JsonSerializer.Serialize(Record(failure), LastRunJson.Default.LastRun));
        if (context.MadePlan is { IsPartial: false } plan)
            AtomicFile.WriteText(context.Folders.TargetNames, string.Concat(plan.Targets.Select(target => target.Id + "\n")));
    }

    private LastRun Record(Exception? failure)
    {
        var plan = context.MadePlan;
        return new LastRun
        {
            Project = plan?.Project.Name,
            Version = plan?.Project.FullVersion,
            Commit = plan?.Project.Commit,
            Requested = context.Options.Targets,
            Started = context.Record.Started,
            Ended = context.Record.Now,
            End = failure switch
            {
                null => RunEnd.Done,
                OperationCanceledException => RunEnd.Cancelled,
                _ => RunEnd.Failed,
            },
            Spans = context.Record.Spans,
            Origins = plan is null ? context.Record.Origins : Origins(plan),
            Notes = context.Summary.All,
            Failures = [.. Failures(failure)],
        };
    }

    private IEnumerable<RunFailure> Failures(Exception? failure) =>
        failure switch
        {
            null or OperationCanceledException => [],
            SpringformException error => error.Problems.Select(problem => new RunFailure(
                problem.Code.ToString(),
                Masked(problem.What),
                Masked(problem.Where),
                Masked(problem.Fix),
                [.. problem.Details.Select(Masked)]
            )),
            _ =>
            [
                new RunFailure(
                    "bug",
                    Masked($"{failure.GetType().Name}: {failure.Message}"),
                    "Springform",
                    "report it with the lines that the run has shown",
                    []
                ),
            ],
        };

    /// <summary>What this run made or fetched is known; a result that is there besides was there before.</summary>
    private IReadOnlyDictionary<string, StepOrigin> Origins(BuildPlan plan)
    {
        var known = context.Record.Origins;
        foreach (var step in plan.Steps.Where(step => !step.Key.IsPending && !known.ContainsKey($"{step.Task} {step.Id}")).Where(IsStored))
            context.Record.Came(step.Task, step.Id, StepOrigin.Cache);
        return context.Record.Origins;
    }

    private bool IsStored(IStep step) =>
        step switch
        {
            RecipeStep => context.ToolsCache.Lists(step.Id, step.Key.Key),
            CommandStep => context.Results.Lists(step.Id, step.Key.Key),
            _ => false,
        };

    private string Masked(string text) => LegOutput.Masked(context.Secrets, text);
}
