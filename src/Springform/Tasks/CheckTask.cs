using Cake.Frosting;
using Springform.Config;
using Springform.Config.Switches;
using Springform.Names;
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
        var archives = plan.TargetArtifacts.Count();
        if (context.Options.Output == OutputFormat.Json)
        {
            context.Terminal.Data(
                DataJson.Of(
                    new
                    {
                        plan.Project.Name,
                        Version = plan.Project.FullVersion,
                        Targets = plan.Targets.Count,
                        Archives = archives,
                        Problems = Array.Empty<object>(),
                    }
                )
            );
        }

        context.Summary.Note("Check", $"springform.yaml is valid: {Counted.Of(plan.Targets.Count, "target")}, {Counted.Of(archives, "archive")}");
    }
}
