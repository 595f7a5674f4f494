using Cake.Frosting;
using Springform.Pipeline;
using Springform.Reporting;

namespace Springform.Tasks;

/// <summary>
/// Packs archives, checksum files and the source archive into staging, when dist/ is not up to date. E403 an entry matches nothing, E404 a tool without source.
/// </summary>
[TaskName("Package")]
[TaskDescription("Packs the archives with their checksums into staging; the same inputs give the same bytes")]
[IsDependentOn(typeof(CompileTask))]
public sealed class PackageTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Work.WhyStale is not { } reason)
        {
            foreach (var step in context.Plan.Artifacts)
                context.Record.Came(step.Task, step.Id, StepOrigin.Cache);
            context.Summary.Note("Package", "dist/ is up to date");
            return;
        }

        context.Terminal.Line($"    {reason}");
        await context.Staged.PackAsync(context.Work.Artifacts, (staging, steps, stop) => context.Packing(staging).PackAsync(steps, stop), context.Cancellation);
        context.Staged.Tell(context.Record);
        context.Summary.Note("Package", $"{context.Staged.Packed} packed, {context.Staged.Reused} taken over");
    }
}
