using Cake.Frosting;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Refuses before the build what could not be published after it: no tag at HEAD or on GitHub, changed files, cut-off history, no repository, no token, and
/// replacing what is immutable. Takes the plan's project; only reads, here and on GitHub, half a login for a registry of images. E601, E603, E607, E121, E109.
/// </summary>
[TaskName("CheckRelease")]
[TaskDescription("Checks tag, work tree, history, repository, token and the rule for releases before a release is built")]
[IsDependentOn(typeof(PlanTask))]
public sealed class CheckReleaseTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        context.ImageRelease.Require();
        var (source, _) = await context.Release.CheckAsync(context.Plan, context.Cancellation);
        context.Summary.Note("CheckRelease", $"{source.Tag} at {source.Commit[..7]} may be released");
    }
}
