using Springform.Compile;
using Springform.Engine.Health;
using Springform.Errors;
using Springform.Images;
using Springform.Machine;
using Springform.Plan;
using Springform.Planning;
using Springform.Repair;
using Springform.Reporting;

namespace Springform.Pipeline;

/// <summary>Joins what a project needs of this machine with the one that looks (<see cref="MachineCheck"/>) and the one that installs (<see cref="Provisioner"/>).</summary>
public sealed class MachineWork(BuildContext context)
{
    /// <summary>Tasks that start no archive.</summary>
    private static readonly IReadOnlyList<string> BeforeLoadTest = ["Plan", "CheckSecrets", "BaseImages", "ToolsImage", "BuilderImage", "Compile", "Package", "CheckAbi"];

    private Task<Patchelf>? patchelf;

    /// <summary>--provision. E308.</summary>
    /// <param name="further">what a task needs beside the project</param>
    public async Task ProvisionAsync(IReadOnlyList<MachineFile> further, CancellationToken cancellation)
    {
        var needs = Needs();
        IReadOnlyList<MachineFile> repair = await RefusalAsync(cancellation) is null ? [] : [new MachineFile("patchelf", "patchelf", "libraries that come along (repair)")];
        var missing = needs with { Files = [.. needs.Files, .. repair, .. further] };
        await new Provisioner(context.Processes, context.Run.Clock, context.Run.Terminal.Line, System.Environment.IsPrivilegedProcess, context.Options.Offline)
            .ProvisionAsync(context.ForcedEngine, missing, cancellation);
        patchelf = null;
    }

    /// <summary>At the start of a build: what it will need is there. Nothing is asked when it will need no container. E301 to E304, all at once.</summary>
    public async Task RequireAsync(CancellationToken cancellation)
    {
        IReadOnlyList<Problem> problems = NeedsEngine()
            ? await new MachineCheck(context.Engine.ProbeAsync, context.Processes.Environment).ExamineAsync(Needs(), cancellation)
            : [];
        if (WillRepair() && await RefusalAsync(cancellation) is { } refusal)
            problems = [.. problems, refusal];
        if (problems.Count > 0)
            throw new SpringformException(problems);
    }

    /// <summary>As far as the configuration can be read: doctor and --provision help before the project is in order.</summary>
    public MachineNeeds Needs()
    {
        try
        {
            var config = context.Config.Config;
            var platforms = MachinePlanner.Platforms(config, context.Options.Only, !context.Options.Skip.Contains("LoadTest"));
            return new MachineNeeds(platforms, MirrorTools.For([.. config.Bases.Values.Select(image => image.Mirror?.Suite).OfType<string>()], platforms));
        }
        catch (SpringformException)
        {
            return new MachineNeeds([], MirrorTools.For([], [])); // the build itself tells what is wrong with it
        }
    }

    /// <summary>The one that repair uses, tried out. E303.</summary>
    public Task<Patchelf> PatchelfAsync(CancellationToken cancellation) =>
        patchelf ??= PatchelfChoice.FindAsync(context.Processes, ShippedTools.All("patchelf", context.Processes.Environment, context.Folders.Scratch), cancellation);

    /// <summary>Why nothing here can repair; null when something can, or no package asks for it.</summary>
    public async Task<Problem?> RefusalAsync(CancellationToken cancellation)
    {
        try
        {
            if (Repairs())
                await PatchelfAsync(cancellation);
            return null;
        }
        catch (SpringformException refusal)
        {
            patchelf = null;
            return refusal.Problems[0];
        }
    }

    private bool Repairs()
    {
        try
        {
            return context.Config.Config.Packages.Any(package => package.Repair) || context.Config.Config.Wheels is { Repair: true };
        }
        catch (SpringformException)
        {
            return false;
        }
    }

    private bool WillRepair() => context.Plan.PendingBases.Any() || context.Work.Artifacts.Any(artifact => artifact.Repair is not null);

    private bool NeedsEngine()
    {
        var plan = context.Plan;
        if (plan.PendingBases.Any())
            return true;
        // Pushing finds out by itself what has to be built, and resolving has nothing to resolve.
        if (context.Options.Targets.All(target => target is "PushBuilder" or "BaseImages"))
            return false;
        return context.Work.Recipes.Count > 0 && context.Config.Config.Cache.Registry is null
            || context.Work.Commands.Any(command => !InPlaceHost.IsInside(plan.Builder(command.BuilderId), context.Run.Environment))
            || (!context.Options.Targets.All(BeforeLoadTest.Contains) && context.Work.Artifacts.Any(artifact => artifact.Target is not null) && (plan.WheelTests.Count > 0 || (plan.Loads.Count > 0 && !context.Options.Skip.Contains("LoadTest"))));
    }
}
