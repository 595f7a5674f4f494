using Cake.Frosting;
using Springform.Names;
using Springform.Pipeline;
using Springform.Plan;

namespace Springform.Tasks;

/// <summary>
/// Makes the release that dist/ is: draft, uploads, verification, and only then public. Takes a whole dist/ and its ledger; resumes what a stopped run left.
/// Refuses a dist/ that is partial, untested or altered (E602, E501) and a public release that differs (E604). E605, E606 with exit code 7: run again.
/// </summary>
[TaskName("Publish")]
[TaskDescription("Releases dist/ on GitHub: complete, or not public; a second run resumes")]
[IsDependentOn(typeof(CheckReleaseTask))]
[IsDependentOn(typeof(DistTask))]
public sealed class PublishTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var outcome = await context.Release.PublishAsync(context.Plan, context.Cancellation);
        context.Release.Tell(outcome);
        context.Summary.Note(
            "Publish",
            outcome.Changed
                ? $"{outcome.Release.Page} is public, {Counted.Of(outcome.Uploaded, "asset")} uploaded"
                : $"nothing to do: {outcome.Release.Page} is public and complete"
        );
    }
}
