using Cake.Frosting;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Runs the commands of compile and test that have no stored result, targets side by side. Takes Plan.Commands, adds a verified result each.
/// E402 a command fails, E403 an output is missing.
/// </summary>
[TaskName("Compile")]
[TaskDescription("Runs the declared commands in the builder, each in a private copy of its inputs")]
[IsDependentOn(typeof(CheckSecretsTask))]
[IsDependentOn(typeof(BuilderImageTask))]
public sealed class CompileTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var commands = context.Work.Commands;
        await context.Compilation.RunAsync(context.Plan, commands, context.Cancellation);
        var ran = commands.Count(context.Plan.Commands.Contains);
        var shared = context.SharedCommands;
        if (context.Plan.Commands.Count > 0)
            context.Summary.Note(
                "Compile",
                $"{ran} run, {context.Plan.Commands.Count - ran} cached or not needed{(shared == 0 ? "" : $", {shared} of them from the registry")}"
            );
    }
}
