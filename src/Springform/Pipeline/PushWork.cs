using Springform.Errors;
using Springform.Images.Sharing;
using Springform.Plan;
using Springform.Reporting;

namespace Springform.Pipeline;

/// <summary>Brings the builders to the registry of springform.yaml. What is there already is neither built nor asked of the engine.</summary>
public sealed class PushWork(BuildContext context)
{
    /// <exception cref="SpringformException">E634 there is nowhere to push to, or nothing to push; E631 to E633 of the registry; what building says</exception>
    public async Task<PushOutcome> RunAsync(CancellationToken cancellation)
    {
        if (context.Config.Config.Builder?.Registry is null)
        {
            throw Refused("springform.yaml does not say where the builder is pushed to", "add registry: ghcr.io/OWNER/NAME to builder:");
        }

        if (context.Options.Offline)
        {
            throw Refused("pushing needs the registry, and --offline is given", "leave the switch out");
        }

        using var client = context.Registries.OpenBuilder(writes: true);
        return await new BuilderPush(client!, context.Engine, context.Folders.Scratch, context.Run.Terminal)
            .PushAsync(context.Plan.Builders, context.Plan.BuilderTags, EnsureAsync, cancellation);
    }

    private async Task EnsureAsync(IReadOnlyList<BuilderStep> builders, CancellationToken cancellation)
    {
        if (builders.Any(builder => builder.Tools is not null))
        {
            await context.Images.BuildRecipesAsync(cancellation);
        }

        await context.Images.EnsureBuildersAsync(builders, cancellation);
    }

    private static SpringformException Refused(string what, string fix) => new(new Problem(ErrorCode.NotPushable, what, "step PushBuilder", fix));
}
