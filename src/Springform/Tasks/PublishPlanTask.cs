using Cake.Frosting;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Prints what Publish would create, upload, replace and keep. Takes dist/ as it is; only reads, here, on GitHub and in
/// registries. E601 to E603, E501, E631, E632 as Publish.
/// </summary>
[TaskName("PublishPlan")]
[TaskDescription("Shows what Publish would create, upload and replace; writes nothing")]
[IsDependentOn(typeof(CheckReleaseTask))]
public sealed class PublishPlanTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var release = await context.Release.PlanAsync(context.Plan, context.Cancellation);
        var images = context.Release.HasImages ? await context.ImageRelease.PlanAsync(context.Cancellation) : [];
        context.Terminal.Data(string.Join('\n', images.Prepend(release)));
        context.Summary.Note("PublishPlan", "nothing was written");
    }
}
