using Cake.Frosting;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>Asks the registry what each base image is today and writes springform.lock. E307 when no base could be pinned.</summary>
[TaskName("UpdatePins")]
[TaskDescription("Writes springform.lock: the registry digests of all base images as of now")]
[IsDependentOn(typeof(PlanTask))]
public sealed class UpdatePinsTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var pinned = await new PinWork(context).RunAsync(context.Cancellation);
        context.Summary.Note("UpdatePins", $"{pinned} base images pinned in springform.lock");
    }
}
