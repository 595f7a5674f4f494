using Cake.Core;
using Cake.Frosting;
using Springform.Completion;
using Springform.Errors;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Prints the completion of a shell, from the table of switches and the tasks that there are, the project's own among them. Needs no springform.yaml. E104
/// without --shell.
/// </summary>
[TaskName("Completion")]
[TaskDescription("Prints the completion for a shell (--shell=bash, zsh, fish or powershell)")]
public sealed class CompletionTask(ICakeEngine engine) : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var shell =
            context.Options.Shell
            ?? throw new SpringformException(
                new Problem(ErrorCode.MissingKey, "Completion needs the name of a shell", "--shell", "write --shell=bash, zsh, fish or powershell")
            );
        context.Terminal.Data(CompletionScript.Of(shell, Offer.Of(engine.Tasks.Select(task => (task.Name, (string?)task.Description)))));
        context.Summary.Note("Completion", $"for {shell}");
    }
}
