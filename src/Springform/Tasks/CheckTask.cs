using Cake.Frosting;
using Springform.Config;
using Springform.Config.Switches;
using Springform.Names;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Validates springform.yaml, springform.lock, Dockerfiles and names by making the plan, and the workflows of CI that Springform wrote, and stops. E1xx, E543.
/// </summary>
[TaskName("Check")]
[TaskDescription("Validates springform.yaml and everything it names")]
public sealed class CheckTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var plan = context.Plan;
        var workflows = context.Workflows.Check();
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
                        Workflows = workflows,
                        Problems = Array.Empty<object>(),
                    }
                )
            );
        }

        context.Summary.Note(
            "Check",
            $"springform.yaml is valid: {Counted.Of(plan.Targets.Count, "target")}, {Counted.Of(archives, "archive")}"
                + (workflows == 0 ? "" : $"; {Counted.Of(workflows, "workflow")} as it asks for")
        );
    }
}
