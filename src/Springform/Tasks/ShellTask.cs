using Cake.Frosting;
using Springform.Compile;
using Springform.Pipeline;
using Springform.Plan;

namespace Springform.Tasks;

/// <summary>
/// Opens a shell in the builder of the one leg that --only names, in a private copy of the inputs of its commands, with the first command's environment. What
/// is done there is gone at its end.
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
        await context.Images.EnsureBuildersAsync(context.Plan, [context.Plan.Builder(BuilderStep.IdOf(target))], context.Cancellation);
        var exitCode = await new BuilderShell(context.Engine, context.Folders.Root, context.Terminal).OpenAsync(context.Plan, target, context.Cancellation);
        context.Summary.Note("Shell", $"ended with exit code {exitCode}");
    }
}
