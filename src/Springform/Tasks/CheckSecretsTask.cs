using Cake.Frosting;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>Refuses before anything is built what commands that will run could not be given: a declared secret that is not set, is empty or is too short to be masked. E109.</summary>
[TaskName("CheckSecrets")]
[TaskDescription("Checks that the environment has the secrets of the commands that will run")]
[IsDependentOn(typeof(PlanTask))]
public sealed class CheckSecretsTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var wanted = new CompileWork(context).RequireSecrets();
        context.Summary.Note("CheckSecrets", wanted == 0 ? "none wanted" : $"{wanted} set");
    }
}
