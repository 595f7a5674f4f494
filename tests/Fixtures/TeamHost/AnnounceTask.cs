using Cake.Frosting;
using Springform.Pipeline;
using Springform.Tasks;

namespace TeamHost;

/// <summary>Takes the plan and the ledger of the last dist/, and adds a line of the summary.</summary>
[TaskName("Announce")]
[TaskDescription("Says what the next release will hold")]
[IsDependentOn(typeof(PlanTask))]
public sealed class AnnounceTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var plan = context.Plan;
        foreach (var artifact in plan.Artifacts)
        {
            var last = context.ReadLedger()?.Find(artifact.Archive);
            var news =
                last is null ? "new"
                : last.Key == artifact.Key.Key.Text ? "as before"
                : "changed";
            context.Terminal.Line($"{plan.Project.Name} {plan.Project.Version}: {artifact.Archive} for {artifact.Target?.Platform ?? "all"}, {news}");
        }

        context.Summary.Note("Announce", $"{plan.Artifacts.Count} files");
    }
}
