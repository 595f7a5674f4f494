using Cake.Frosting;
using Springform.Deploy;
using Springform.Files;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Prints what Deploy would copy, restart and run, file by file. Takes what is compiled; only reads in the container. Errors as Deploy before its first copy.
/// </summary>
[TaskName("DeployPlan")]
[TaskDescription("Shows what Deploy would copy, restart and run; changes nothing in the container")]
[IsDependentOn(typeof(CompileTask))]
public sealed class DeployPlanTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        using var scratch = new ScratchFolder(context.Folders);
        var request = new DeployRequests(context.Plan, context.Results, context.Folders, context.Options, context.Run.Environment).Make(
            scratch.Path,
            context.Cancellation
        );
        context.Terminal.Data(await new Deployment(context.Engine, request, context.Run.Clock, context.Terminal).PlanAsync(context.Cancellation));
        context.Summary.Note("DeployPlan", "nothing was changed in the container");
    }
}
