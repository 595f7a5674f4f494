using Cake.Frosting;
using Springform.Images;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// With --pins=fetch asks the releases of fetched libraries and writes springform.fetch.lock; else asks the registry what each base image is today and writes
/// springform.lock; bases of a mirror are made anew. E307 when one cannot be had.
/// </summary>
[TaskName("UpdatePins")]
[TaskDescription(
    "Brings base images up to date: registry digests into springform.lock, mirror builds anew; with --pins=fetch the releases of fetched libraries"
)]
[IsDependentOn(typeof(PlanTask))]
public sealed class UpdatePinsTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Options.Pins == "fetch")
        {
            context.Summary.Note("UpdatePins", await context.Fetch.PinAsync(context.Cancellation));
            return;
        }

        var (locked, made) = await new PinUpdate(context.Engine, context.Bases, context.Folders.Root, context.Terminal).RunAsync(
            context.Plan,
            context.Cancellation
        );
        context.Summary.Note("UpdatePins", $"{locked} base images pinned in springform.lock, {made} made anew from a mirror");
    }
}
