using Springform.Keys;
using Springform.Plan;

namespace Springform.Pipeline;

/// <summary>Says for each step whether its key is the one it last succeeded with, and if not, which input changed (--explain).</summary>
public sealed class Explanation(Func<BuildPlan> plan, LastKeys last)
{
    private static readonly IReadOnlyList<string> Tasks = ["ToolsImage", "BuilderImage", "Compile", "Package"];

    /// <summary>Steps by the task that carries them out.</summary>
    public static IEnumerable<(string Task, string Id, StepKey Key)> Steps(BuildPlan plan) =>
    [
        .. plan.Recipes.Select(recipe => ("ToolsImage", recipe.Id, recipe.Key)),
        .. plan.Builders.Select(builder => ("BuilderImage", builder.Id, builder.Key)),
        .. plan.Commands.Select(command => ("Compile", command.Id, command.Key)),
        .. plan.Packages.Select(package => ("Package", package.Id, package.Key)),
        .. plan.Sources is { } sources ? [("Package", sources.Id, sources.Key)] : Array.Empty<(string, string, StepKey)>(),
    ];

    public IEnumerable<string> Lines() => Steps(plan()).SelectMany(step => last.Explain(NameOf(step.Task, step.Id), step.Key) switch
    {
        null => [$"{step.Task} {step.Id}: never made here"],
        [] => [$"{step.Task} {step.Id}: unchanged"],
        var differences => differences.Select(difference => $"{step.Task} {step.Id}: {difference}"),
    });

    /// <summary>After a task succeeded: these are the keys it succeeded with.</summary>
    public void Save(string task)
    {
        if (!Tasks.Contains(task))
        {
            return; // the plan is not asked for where a task did without it
        }

        foreach (var step in Steps(plan()).Where(step => step.Task == task))
        {
            last.Save(NameOf(step.Task, step.Id), step.Key);
        }
    }

    private static string NameOf(string task, string id) => $"{task} {id}";
}
