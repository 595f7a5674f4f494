using Cake.Frosting;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>Validates springform.yaml, springform.lock, Dockerfiles and names by making the plan, and stops. E1xx.</summary>
[TaskName("Check")]
[TaskDescription("Validates springform.yaml and everything it names")]
public sealed class CheckTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var plan = context.Plan;
        context.Summary.Note("Check", $"springform.yaml is valid: {plan.Targets.Count} targets, {plan.TargetArtifacts.Count()} archives");
    }
}
