using Cake.Frosting;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Refuses before the build what could not be published after it: no tag at HEAD, changed files, cut-off history, no repository, no token. Takes the plan's project;
/// asks GitHub nothing. E601, E603, E121.
/// </summary>
[TaskName("CheckRelease")]
[TaskDescription("Checks tag, work tree, history, repository and token before a release is built")]
[IsDependentOn(typeof(PlanTask))]
public sealed class CheckReleaseTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var source = context.Publishing.CheckSource();
        context.Summary.Note("CheckRelease", $"{source.Tag} at {source.Commit[..7]} may be released");
    }
}
