using Cake.Frosting;
using Springform.Index;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Refuses before the build what no package index would take after it: a local version, changed files, no password. Takes the plan's project; asks the index
/// nothing. E654.
/// </summary>
[TaskName("CheckIndex")]
[TaskDescription("Checks version, work tree and password before wheels are built for a package index")]
[IsDependentOn(typeof(PlanTask))]
public sealed class CheckIndexTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        new IndexRelease(
            context.Config,
            context.Plan,
            context.Dist,
            context.Options,
            context.Run.Environment,
            context.Run.Clock,
            context.Terminal
        ).CheckSource();
        context.Summary.Note("CheckIndex", $"version {Names.Pep440.Of(context.Plan.Project.Version)} may be uploaded");
    }
}
