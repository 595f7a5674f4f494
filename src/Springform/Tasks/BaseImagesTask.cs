using Cake.Frosting;
using Springform.Keys;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Sees that this machine has what the build will need (E301 to E304), before anything takes long. Resolves bases that were never resolved here (registry, else
/// mirror) and plans again. Takes Plan.PendingBases, adds their pins, and results of commands
/// that <c>cache.registry</c> has. E307.
/// </summary>
[TaskName("BaseImages")]
[TaskDescription("Resolves base images to digests; from the mirror where no registry answers")]
[IsDependentOn(typeof(PlanTask))]
public sealed class BaseImagesTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        await context.FetchResultsAsync();
        await context.Machine.RequireAsync(context.Plan, context.Work, context.Cancellation);
        var pending = context.Plan.PendingBases.ToList();
        await context.Images.ResolveAsync(pending, context.Cancellation);
        if (pending.Count > 0)
        {
            context.PlanAgain();
            context.ShareToolsKey();
            await context.FetchResultsAsync();
        }

        if (context.Options.Explain)
        {
            // Only now are all keys known.
            context.Explanation.Lines().ToList().ForEach(line => context.Terminal.Line($"    {line}"));
        }

        if (pending.Count > 0 || context.Options.IsRequested("BaseImages"))
            context.Summary.Note("BaseImages", $"{context.Plan.Bases.Count - pending.Count} pinned, {pending.Count} resolved");
    }
}
