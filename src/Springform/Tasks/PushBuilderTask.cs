using Cake.Frosting;
using Springform.Images.Sharing;
using Springform.Names;
using Springform.Pipeline;
using Springform.Plan;

namespace Springform.Tasks;

/// <summary>
/// Brings the builders to builder.registry: each by its key, then one name for all platforms, which a part (--only) leaves alone. Takes Plan.Builders and
/// Plan.BuilderTags; builds what is nowhere yet. A version that names another builder stays, unless --replace-existing is given. E631 to E634.
/// </summary>
[TaskName("PushBuilder")]
[TaskDescription("Pushes the builder images to a registry, where other machines and Dockerfiles take them from")]
[IsDependentOn(typeof(BaseImagesTask))]
public sealed class PushBuilderTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        BuilderPush.Require(context.Config.Builder?.Registry, context.Options.Offline);
        using var client = context.Registries.OpenBuilder(writes: true)!;
        var push = new BuilderPush(client, context.Engine, context.Folders.Scratch, context.Terminal) { ReplacesVersions = context.Options.ReplaceExisting };
        var outcome = await push.PushAsync(
            context.Plan.Builders,
            context.Plan.BuilderTags,
            (missing, stop) => EnsureAsync(context, missing, stop),
            context.Cancellation
        );
        var tags = context.Plan.IsPartial ? "tags were left alone: --only" : $"{outcome.Tags} of {Counted.Of(context.Plan.BuilderTags.Count, "tag")} moved";
        context.Summary.Note("PushBuilder", $"{outcome.Pushed} pushed, {outcome.There} already there; {tags}");
    }

    private static async Task EnsureAsync(BuildContext context, IReadOnlyList<BuilderStep> builders, CancellationToken cancellation)
    {
        if (builders.Any(builder => builder.Tools is not null))
        {
            await context.Images.BuildRecipesAsync(context.Plan, context.Work.Recipes, cancellation);
        }

        await context.Images.EnsureBuildersAsync(context.Plan, builders, cancellation);
    }
}
