using Cake.Frosting;
using Springform.Errors;
using Springform.Names;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Holds the values of <c>pins</c> together: every place is found exactly once, and all places of one pin agree. Takes the plan for the builder's tag, and
/// writes nothing. E541, E542, all at once.
/// </summary>
[TaskName("CheckPins")]
[TaskDescription("Checks that all files that repeat a pinned value have the same one")]
public sealed class CheckPinsTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        if (context.Config.Pins.Count == 0)
            throw new SpringformException(
                new Problem(ErrorCode.MissingKey, "springform.yaml declares no pins", "springform.yaml, pins", "add pins: with the places of each value")
            );
        var (pins, places) = context.DeclaredPins.Check();
        context.Summary.Note("CheckPins", $"{Counted.Of(pins, "pin")} in {Counted.Of(places, "place")} agree");
    }
}
