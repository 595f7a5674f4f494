using Cake.Frosting;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Refuses before anything is built what commands that will run could not be given: a declared secret that is not set, is empty or is too short to be masked;
/// and half a login to a registry. E109.
/// </summary>
[TaskName("CheckSecrets")]
[TaskDescription("Checks that the environment has the secrets of the commands that will run")]
[IsDependentOn(typeof(PlanTask))]
public sealed class CheckSecretsTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        context.Registries.RequireLogin();
        if (context.Plan.Commands.SelectMany(command => command.Secrets).Any() && Require(context) is > 0 and var wanted)
            context.Summary.Note("CheckSecrets", $"{wanted} set");
    }

    /// <summary>Before the first image is built. While a base is not resolved no command has a key, so all of them will run.</summary>
    private static int Require(BuildContext context)
    {
        var commands = context.Plan.PendingBases.Any() ? context.Plan.Commands : context.WorkAsOfNow().Commands;
        context.SecretValues.Require(commands);
        return commands.SelectMany(command => command.Secrets).Distinct(StringComparer.Ordinal).Count();
    }
}
