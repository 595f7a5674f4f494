using Cake.Frosting;
using Springform.Names;
using Springform.Pipeline;
using Springform.Plan;
using Springform.Publish;

namespace Springform.Tasks;

/// <summary>
/// Makes the release that dist/ is: draft, uploads, verification, and only then public. Takes a whole dist/ and its ledger; resumes what a stopped run left.
/// Of packages that are images the parts go to their registry before, and the names come after it. Refuses a dist/ that is partial, untested or altered (E602,
/// E501), a public release that differs (E604) and an image's name that is another image (E633). Last come publishers. E605, E606, E611, E631, E632 with exit
/// code 7: run again.
/// </summary>
[TaskName("Publish")]
[TaskDescription("Releases dist/ on GitHub: complete, or not public; a second run resumes")]
[IsDependentOn(typeof(CheckReleaseTask))]
[IsDependentOn(typeof(SignTask))]
public sealed class PublishTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var images = context.Release.HasImages && context.Plan.Images.Count > 0;
        if (images)
        {
            new DistChecks(context.Dist, context.Plan).RequireWhole();
            await context.ImageRelease.UploadAsync(context.Cancellation);
        }

        if (context.Plan.Images.Count > 0 && !context.Release.HasImages)
        {
            context.Terminal.Line($"    {Counted.Of(context.Plan.Images.Count, "image")} not pushed: only the stable channel names images");
        }

        var outcome = await context.Release.PublishAsync(context.Plan, context.Cancellation);
        var named = images ? $"; {await context.ImageRelease.NameAsync(context.Cancellation)} of {Counted.Of(context.Plan.Images.Count, "image")} named" : "";
        context.Release.Tell(outcome);
        var ran = await context.Release.RunPublishersAsync(context.Plan, context.Cancellation);
        context.Summary.Note(
            "Publish",
            outcome.Changed
                ? $"{outcome.Release.Page} is public, {Counted.Of(outcome.Uploaded, "asset")} uploaded{named}{ran}"
                : $"nothing to do: {outcome.Release.Page} is public and complete{named}{ran}"
        );
    }
}
