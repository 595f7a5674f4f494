using Cake.Frosting;
using Springform.Abi;
using Springform.Names;
using Springform.Package.Merging;
using Springform.Pipeline;
using Springform.Plan;

namespace Springform.Tasks;

/// <summary>
/// Joins the parts that --from names to a whole dist/: takes what other machines made with --only, and prebuilt files. Refuses what is missing, extra, altered
/// or of another source, all at once (E505, E501, E504); dist/ stays as it was then.
/// </summary>
[TaskName("Merge")]
[TaskDescription("Joins parts of a dist/ (--from DIR, repeated) that other machines made, every file verified")]
[IsDependentOn(typeof(PlanTask))]
public sealed class MergeTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var folders = PartFolders.Of(context.Options, context.Run.CallerFolder);
        var ledger = new DistMerger(context.Dist, context.Hasher, new PartAbi(context.Plan, context.Terminal, context.Cancellation).Problems).Merge(
            context.Plan,
            folders
        );
        if (context.Plan.Key.IsPending)
        {
            context.Terminal.Line(
                "    warning: base images are not pinned here, so the parts cannot be compared: publish with --exclusive, or Dist builds everything again."
                    + " springform.lock (--target=UpdatePins) pins them for all machines"
            );
        }

        context.Summary.Note("Merge", $"{Counted.Of(context.Options.From.Count, "part")} joined, {Counted.Of(ledger.Artifacts.Count, "file")} verified");
    }
}
