using Cake.Frosting;
using Springform.Deploy;
using Springform.Files;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Installs the plan's files into a running container, as a whole or not at all; what was there comes back when a check fails. Refuses files that do not fit
/// the container's C library and server before the first copy (E2xx, E646 to E648). E641 no container, E642 rolled back, E643 not rolled back, E644 another
/// deploy is at work.
/// </summary>
[TaskName("Deploy")]
[TaskDescription("Installs files of this build into a running container, with a check and a rollback")]
[IsDependentOn(typeof(CompileTask))]
public sealed class DeployTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        using var scratch = new ScratchFolder(context.Folders);
        var request = new DeployRequests(context.Plan, context.Results, context.Folders, context.Options, context.Run.Environment).Make(
            scratch.Path,
            context.Cancellation
        );
        var report = await new Deployment(context.Engine, request, context.Run.Clock, context.Terminal).RunAsync(context.Cancellation);
        foreach (var line in report.Lines)
            context.Terminal.Line($"    {line}");
        context.Summary.Note("Deploy", report.Note);
    }
}
