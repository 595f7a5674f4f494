using Cake.Frosting;
using Springform.Compile;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>Refuses before a builder is built what a shell could not be opened for: no terminal, or not exactly one leg. E103, E104.</summary>
[TaskName("CheckShell")]
[TaskDescription("Checks that there is a terminal and one target, before Shell builds anything")]
[IsDependentOn(typeof(PlanTask))]
public sealed class CheckShellTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) =>
        context.Summary.Note("CheckShell", $"a terminal, and the target {BuilderShell.TargetOf(context.Plan, context.Run.HasTerminal).Id}");
}
