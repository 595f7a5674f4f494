using Cake.Frosting;
using Springform.Config.Switches;
using Springform.Names;
using Springform.Pipeline;
using Springform.Planning;
using Springform.Planning.Graphs;
using Springform.Workflows;

namespace Springform.Tasks;

/// <summary>
/// Makes the plan; prints it when it was asked for by name, and gives GitHub Actions the matrix of its jobs. Takes configuration, git and files; needs no
/// engine. Refuses what E1xx names.
/// </summary>
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
            var legs = BuildLegs.Of(plan, context.Config.Workflow, CiSystem.GitHub.Runner);
            context.Actions.SetOutput("matrix", BuildLegs.Matrix(legs));
            var states = new StepStates(plan, context.Dist, context.Results, context.ToolsCache);
            context.Terminal.Data(
                context.Options.Output == OutputFormat.Json ? PlanJson.Of(plan) : PlanText.Of(plan, step => states.Of(step) == StepState.Cached)
            );
            if (context.Options.Explain)
                context.Explanation.Lines().ToList().ForEach(line => context.Terminal.Line($"    {line}"));
        }
    }
}
