using Cake.Frosting;
using Springform.Images;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>Has the engine hold the builders that commands have to run in. Takes Plan.Builders; E401 when a build fails.</summary>
[TaskName("BuilderImage")]
[TaskDescription("Builds the image that the project is compiled in, when its content key changed")]
[IsDependentOn(typeof(ToolsImageTask))]
public sealed class BuilderImageTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var builders = context.Work.Builders;
        var images = await context.Images.EnsureBuildersAsync(context.Plan, builders, context.Cancellation);
        var (built, fetched) = (images.Count(image => image.Origin == ImageOrigin.Built), images.Count(image => image.Origin == ImageOrigin.Fetched));
        var present = builders.Count - built - fetched;
        if (builders.Count > 0)
            context.Summary.Note("BuilderImage", $"{present} present, {built} built{(fetched == 0 ? "" : $", {fetched} fetched")}");
    }
}
