using Cake.Frosting;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Prints what Publish would create, upload, replace and keep. Takes dist/ as it is; only reads, here and on GitHub. E601 to E603, E501 as Publish.
/// </summary>
[TaskName("PublishPlan")]
[TaskDescription("Shows what Publish would create, upload and replace; writes nothing")]
[IsDependentOn(typeof(CheckReleaseTask))]
public sealed class PublishPlanTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        context.Terminal.Data(await context.Release.PlanAsync(context.Plan, context.Cancellation));
        context.Summary.Note("PublishPlan", "nothing was written");
    }
}
