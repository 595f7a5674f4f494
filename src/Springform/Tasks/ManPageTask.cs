using Cake.Core;
using Cake.Frosting;
using Springform.Completion;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>Prints springform(1), from the table of switches and the tasks that there are. Needs no springform.yaml.</summary>
[TaskName("ManPage")]
[TaskDescription("Prints the manual page springform(1)")]
public sealed class ManPageTask(ICakeEngine engine) : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        context.Terminal.Data(ManPage.Of(Offer.Of(engine.Tasks.Select(task => (task.Name, (string?)task.Description)))));
        context.Summary.Note("ManPage", "springform(1)");
    }
}
