using Springform.Plan;

namespace Springform.Keys;

/// <summary>Says for each step whether its key is the one it last succeeded with, and if not, which input changed (--explain).</summary>
/// <param name="plan">asked only when a step is explained or saved</param>
/// <param name="isLeftOut">steps that --skip leaves out: they do not count as having succeeded</param>
internal sealed class Explanation(Func<BuildPlan> plan, LastKeys last, Func<IStep, bool> isLeftOut)
{
    // The tasks that carry out steps; the plan is not asked for where another task did without it.
    private static readonly IReadOnlyList<string> Tasks =
    [
        "ToolsImage",
        "BuilderImage",
        "Compile",
        "Package",
        "CheckAbi",
        "LoadTest",
        "TestWheels",
        "Dist",
        "Merge",
    ];

    public IEnumerable<string> Lines() =>
        plan()
            .Steps.SelectMany(step =>
                last.Explain(NameOf(step), step.Key) switch
                {
                    null => [$"{NameOf(step)}: never made here"],
                    [] => [$"{NameOf(step)}: unchanged"],
                    var differences => differences.Select(difference => $"{NameOf(step)}: {difference}"),
                }
            );

    /// <summary>After a task succeeded: these are the keys it succeeded with.</summary>
    public void Save(string task)
    {
        if (!Tasks.Contains(task))
        {
            return;
        }

        foreach (var step in plan().Steps.Where(step => step.Task == task && !isLeftOut(step)))
        {
            last.Save(NameOf(step), step.Key);
        }
    }

    private static string NameOf(IStep step) => $"{step.Task} {step.Id}";
}
