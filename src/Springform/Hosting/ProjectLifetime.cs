using Cake.Core;
using Cake.Frosting;
using Springform.Errors;
using Springform.Files;
using Springform.Images;
using Springform.Pipeline;
using Springform.Reporting;

namespace Springform.Hosting;

/// <summary>Once per run: the project's lock, provisioning, and what must be put back in order at the end.</summary>
internal sealed class ProjectLifetime(RunSettings run) : FrostingLifetime<BuildContext>, IDisposable
{
    /// <summary>
    /// Tasks that only look: they may run beside a build, and in a folder without write access. Report replaces its own page there, and says when it cannot.
    /// </summary>
    private static readonly IReadOnlyList<string> Readers =
    [
        "Plan",
        "Graph",
        "Check",
        "Doctor",
        "AbiReport",
        "PublishPlan",
        "Fetch",
        "Verify",
        "CheckPins",
        "Completion",
        "ManPage",
        "Report",
    ];

    private static readonly IReadOnlyList<string> Removers = ["Clean", "CleanToolsCache"];

    private ProjectLock? held;

    public override void Setup(BuildContext context, ISetupContext info)
    {
        if (run.Options.Targets.All(target => Readers.Contains(target, StringComparer.OrdinalIgnoreCase)) && !run.Options.Provision)
        {
            return;
        }

        held = ProjectLock.Acquire(context.Folders);
        Sweep(context);
        if (run.Options.Provision)
        {
            context.Machine.ProvisionAsync([], run.Cancellation).GetAwaiter().GetResult();
            run.Git?.Forget(); // it may have taken minutes
        }

        GiveToOwner(context);
    }

    /// <summary>The lock is held, so that nothing of it belongs to a run that is alive.</summary>
    private void Sweep(BuildContext context)
    {
        var unfinished = new UnfinishedWork(context.Folders);
        var before = unfinished.SizeBytes();
        context.Dist.Recover();
        unfinished.Sweep();
        var now = run.Clock.GetUtcNow();
        var superseded = context.Results.Sweep(now) + context.ToolsCache.Sweep(now);
        var removed = before - unfinished.SizeBytes() + superseded + RootfsCache.Sweep(RootfsCache.UserFolder(run.Environment));
        if (removed > 0)
        {
            run.Terminal.Line($"removed what earlier runs left behind, unfinished or superseded: {SizeText.Of(removed)}");
        }
    }

    public override void Teardown(BuildContext context, ITeardownContext info)
    {
        Keep(context, info);
        // Before the stat cache is written, because a new owner is a new ctime; and after it, because it is a file too.
        GiveToOwner(context);
        SaveHashes(context);
        GiveToOwner(context);
        if (info.Successful)
        {
            foreach (var line in context.Summary.Lines(context.DistFiles()))
            {
                run.Terminal.Line(line);
            }
        }

        Dispose();
    }

    // What cannot be kept must not change how the run ended. A run that only removes is none that anybody asks about.
    private void Keep(BuildContext context, ITeardownContext info)
    {
        if (held is null || run.Options.Targets.All(target => Removers.Contains(target, StringComparer.OrdinalIgnoreCase)))
            return;
        var outcome = new RunOutcome();
        if (info.ThrownException is { } thrown)
            outcome.Record(thrown);
        try
        {
            new FinishedRun(context).Keep(outcome.Failure is null ? null : ErrorText.Explained(outcome.Failure));
        }
        catch (Exception refused) when (ErrorText.Explained(refused) is SpringformException)
        {
            var problem = ((SpringformException)ErrorText.Explained(refused)).Problems[0];
            run.Terminal.Line($"warning: the record of this run cannot be kept for Report: {problem.What} ({problem.Where})");
        }
    }

    // One that only looks may be in a folder without write access.
    private void SaveHashes(BuildContext context)
    {
        if (context.Hasher.Save() is { } refused && held is not null)
            run.Terminal.Line($"warning: the hashes of files cannot be kept for the next run: {refused.What} ({refused.Where})");
    }

    // At the start too: a run that was killed as root left files that only root could remove.
    private static void GiveToOwner(BuildContext context)
    {
        context.Ownership.Give(context.Folders.State);
        context.Ownership.Give(context.Folders.ToolsCache);
    }

    public void Dispose()
    {
        held?.Dispose();
        held = null;
    }
}
