using Cake.Frosting;
using Springform.Index;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Uploads the wheels and the source distribution of dist/ to the package index, and completes what an earlier run left. Refuses a dist/ that is partial,
/// untested or altered (E602, E501). E651 to E654.
/// </summary>
[TaskName("PublishIndex")]
[TaskDescription("Uploads wheels and source distribution to a package index; what is there already is skipped")]
[IsDependentOn(typeof(CheckIndexTask))]
[IsDependentOn(typeof(DistTask))]
public sealed class PublishIndexTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var (uploaded, files) = await new IndexRelease(
            context.Config,
            context.Plan,
            context.Dist,
            context.Options,
            context.Run.Environment,
            context.Run.Clock,
            context.Terminal
        ).RunAsync(context.Cancellation);
        context.Summary.Note("PublishIndex", $"{uploaded} uploaded, {files - uploaded} were there");
    }
}
