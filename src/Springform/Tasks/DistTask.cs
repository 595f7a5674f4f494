using Cake.Frosting;
using Springform.Names;
using Springform.Pipeline;
using Springform.Plan;

namespace Springform.Tasks;

/// <summary>
/// Writes manifest, checksums and ledger and makes the staged files dist/, as a whole or not at all. E305 disk full, E103 dist/ cannot be replaced.
/// </summary>
[TaskName("Dist")]
[TaskDescription("Everything up to a complete dist/: the main job")]
[IsDependentOn(typeof(TestWheelsTask))]
public sealed class DistTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        if (context.Work.WhyStale is null)
        {
            context.Summary.Note("Dist", "nothing to do: every key is the same and every file verifies");
            return;
        }

        var ledger = context.Staged.Finish(context.Cancellation);
        context.Summary.Note(
            "Dist",
            $"{Counted.Of(ledger.Artifacts.Count, "file")}"
                + $"{(context.Plan.IsPartial ? ", a part: --only" : ledger.Partial ? ", a part: prebuilt targets are joined by --target=Merge" : "")}"
        );
    }
}
