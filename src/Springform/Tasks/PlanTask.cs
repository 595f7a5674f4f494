using Cake.Frosting;
using Springform.Config.Switches;
using Springform.Names;
using Springform.Pipeline;
using Springform.Planning;

namespace Springform.Tasks;

/// <summary>Makes the plan; prints it when it was asked for by name. Takes configuration, git and files; needs no engine. Refuses what E1xx names.</summary>
[TaskName("Plan")]
[TaskDescription("Shows targets, images, keys, commands and artifact names; touches nothing")]
public sealed class PlanTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var plan = context.Plan;
        context.Summary.Note(
            "Plan",
            $"{plan.Project.Name} {plan.Project.FullVersion}: {Counted.Of(plan.Targets.Count, "target")}, {Counted.Of(plan.Recipes.Count, "recipe")}, "
                + $"{Counted.Of(plan.TargetArtifacts.Count(), "archive")}"
        );
        context.ShareToolsKey();

        if (context.Options.IsRequested("Plan"))
        {
            context.Terminal.Data(context.Options.Output == OutputFormat.Json ? PlanJson.Of(plan) : PlanText.Of(plan));
        }
    }
}
