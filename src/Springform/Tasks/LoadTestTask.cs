using Cake.Frosting;
using Springform.Abi.Loading;
using Springform.Package;
using Springform.Pipeline;
using Springform.Plan;

namespace Springform.Tasks;

/// <summary>
/// Starts and loads the staged artifacts in bare base images. Takes Plan.Loads, adds to the ledger what passed and to the manifest where it runs. E405; E104
/// for a target that no base starts and that gives no reason.
/// </summary>
[TaskName("LoadTest")]
[TaskDescription("Starts the packaged programs and loads the libraries in bare base images")]
[IsDependentOn(typeof(CheckAbiTask))]
public sealed class LoadTestTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var isLeftOut = context.Options.Skip.Contains("LoadTest");
        if (!isLeftOut)
        {
            LoadTests.RequireBases(context.Plan, context.Staged);
        }

        var note =
            context.Work.WhyStale is null ? "dist/ is up to date"
            : isLeftOut ? "left out: --skip LoadTest"
            : $"{await RunAsync(context, context.Cancellation)} run, {context.Plan.Loads.Count} passed{NotStarted(context.Plan)}";
        IReadOnlyList<NotStarted> notStarted = context.Work.WhyStale is null
            ? [.. context.Plan.NotStarted.Where(target => target.Reason is not null)]
            : context.Staged.NotStarted;
        new RunsOn(context.Staged, context.Terminal, context.Actions).Show(notStarted);
        context.Summary.Note("LoadTest", note);
    }

    private static Task<int> RunAsync(BuildContext context, CancellationToken cancellation) =>
        new LoadTests(
            context.Plan,
            context.Staged,
            context.SharedResults,
            context.Engine,
            context.Bases,
            context.Legs,
            context.Folders.Scratch,
            context.Options.NoCache,
            context.Terminal
        ).RunAsync(cancellation);

    // A target without a reason has nothing to start: RequireBases refused all others.
    private static string NotStarted(BuildPlan plan) =>
        plan.NotStarted.Count(target => target.Reason is not null) is > 0 and var count ? $", {count} not started" : "";
}
