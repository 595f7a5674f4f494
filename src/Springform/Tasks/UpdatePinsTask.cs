using Cake.Frosting;
using Springform.Images;
using Springform.Names;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// With --pins=fetch asks the releases of fetched libraries and writes springform.fetch.lock; with --pins=actions pins the actions of the workflow as this
/// version of Springform does; else asks the registry what each base image is today and writes
/// springform.lock; bases of a mirror are made anew. With the name of a pin of springform.yaml writes its value into all its places. E307 when a base cannot be
/// had, E541 when a place is not found.
/// </summary>
[TaskName("UpdatePins")]
[TaskDescription(
    "Brings base images up to date: registry digests into springform.lock, mirror builds anew; with --pins=fetch the releases of fetched libraries; "
        + "with --pins=actions the actions of the workflow; "
        + "with --pins=NAME --to=VALUE a value that several files repeat"
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

        if (context.Options.Pins == "actions")
        {
            var moved = context.Workflows.MovePins();
            context.Summary.Note("UpdatePins", moved == 0 ? "nothing to do: the actions are pinned" : $"{Counted.Of(moved, "use")} of actions pinned");
            return;
        }

        if (context.Options.Pins != "images")
        {
            var (value, changed) = context.DeclaredPins.Update(context.Options.Pins, context.Options.To);
            context.Summary.Note(
                "UpdatePins",
                changed == 0
                    ? $"nothing to do: {context.Options.Pins} is {value}"
                    : $"{context.Options.Pins} is {value}, {Counted.Of(changed, "place")} changed"
            );
            return;
        }

        var (locked, made) = await new PinUpdate(context.Engine, context.Bases, context.Folders.Root, context.Terminal).RunAsync(
            context.Plan,
            context.Cancellation
        );
        context.Summary.Note("UpdatePins", $"{locked} base images pinned in springform.lock, {made} made anew from a mirror");
    }
}
