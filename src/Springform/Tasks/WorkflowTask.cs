using Cake.Frosting;
using Springform.Pipeline;
using Springform.Workflows;

namespace Springform.Tasks;

/// <summary>
/// Writes the workflow of a CI system: a plan, a job for each target, one that joins the parts, and one that publishes. Takes the plan's targets and what
/// springform.yaml declares. Refuses bases that springform.lock does not pin (E104), and to write over what somebody edited (E543).
/// </summary>
[TaskName("Workflow")]
[TaskDescription("Writes the workflow of GitHub Actions, GitLab CI or CircleCI (--ci) that builds, joins and publishes")]
[IsDependentOn(typeof(PlanTask))]
public sealed class WorkflowTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context) =>
        context.Summary.Note("Workflow", await context.WriteWorkflowAsync(CiSystem.Of(context.Options.Ci)));
}
