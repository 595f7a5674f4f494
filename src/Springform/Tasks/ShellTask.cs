using Cake.Frosting;
using Springform.Compile;
using Springform.Pipeline;
using Springform.Plan;

namespace Springform.Tasks;

/// <summary>
/// Opens a shell in the builder of the one leg that --only names, where its next command runs: with the inputs, the results so far, environment, secrets,
/// caches and network of the first command that has no result yet. What is done there is gone at its end, but for the caches.
/// </summary>
[TaskName("Shell")]
[TaskDescription("Opens a shell in a leg's builder with its inputs: --only ID")]
[IsDependentOn(typeof(CheckShellTask))]
[IsDependentOn(typeof(ToolsImageTask))]
public sealed class ShellTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var target = BuilderShell.TargetOf(context.Plan, context.Run.HasTerminal);
        var step = BuilderShell.Next(context.Plan, target, command => context.Results.Find(command.Id, command.Key.Key) is not null);
        var builder = context.Plan.Builder(step?.BuilderId ?? BuilderStep.IdOf(target));
        await context.Images.EnsureBuildersAsync(context.Plan, [builder], context.Cancellation);
        var exitCode = await context.Shell.OpenAsync(context.Plan, target, builder, step, context.Cancellation);
        context.Summary.Note("Shell", $"ended with exit code {exitCode}");
    }
}
