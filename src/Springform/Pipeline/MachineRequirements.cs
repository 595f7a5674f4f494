using Springform.Compile;
using Springform.Config;
using Springform.Config.Switches;
using Springform.Engine;
using Springform.Engine.Health;
using Springform.Errors;
using Springform.Images;
using Springform.Machine;
using Springform.Plan;
using Springform.Planning;
using Springform.Repair;

namespace Springform.Pipeline;

/// <summary>
/// Joins what a project needs of this machine with the one that looks (<see cref="MachineCheck"/>) and the one that installs (<see cref="Provisioner"/>).
/// </summary>
/// <param name="config">asked when it is needed, because --provision and Doctor work beside a broken springform.yaml</param>
/// <param name="engine">asked for when the build will need one</param>
/// <param name="forcedEngine">--engine</param>
internal sealed class MachineRequirements(
    Func<ProjectConfig> config,
    Func<IContainerEngine> engine,
    EngineKind? forcedEngine,
    Options options,
    RepairTool repair,
    ProcessRunner processes,
    TimeProvider clock,
    IOutput log
)
{
    /// <summary>Tasks that start no archive.</summary>
    private static readonly IReadOnlyList<string> BeforeLoadTest =
    [
        "Plan",
        "CheckSecrets",
        "BaseImages",
        "ToolsImage",
        "BuilderImage",
        "Compile",
        "Package",
        "CheckAbi",
    ];

    /// <summary>--provision. E308.</summary>
    /// <param name="further">what a task needs beside the project</param>
    public async Task ProvisionAsync(IReadOnlyList<MachineFile> further, CancellationToken cancellation)
    {
        var needs = Needs();
        IReadOnlyList<MachineFile> patchelf = await RefusalAsync(cancellation) is null
            ? []
            : [new MachineFile("patchelf", "patchelf", "libraries that come along (repair)")];
        var missing = needs with { Files = [.. needs.Files, .. patchelf, .. further] };
        await new Provisioner(processes, clock, log.Line, System.Environment.IsPrivilegedProcess, options.Offline).ProvisionAsync(
            forcedEngine,
            missing,
            cancellation
        );
        repair.Forget();
    }

    /// <summary>At the start of a build: what it will need is there. Nothing is asked when it will need no container. E301 to E304, all at once.</summary>
    public async Task RequireAsync(BuildPlan plan, Work work, CancellationToken cancellation)
    {
        IReadOnlyList<Problem> problems = NeedsEngine(plan, work)
            ? await new MachineCheck(engine().ProbeAsync, processes.Environment).ExamineAsync(Needs(), cancellation)
            : [];
        if (WillRepair(plan, work) && await RefusalAsync(cancellation) is { } refusal)
            problems = [.. problems, refusal];
        if (problems.Count > 0)
            throw new SpringformException(problems);
    }

    /// <summary>As far as the configuration can be read: doctor and --provision help before the project is in order.</summary>
    public MachineNeeds Needs()
    {
        try
        {
            var platforms = MachinePlanner.Platforms(config(), options.Only, !options.Skip.Contains("LoadTest"));
            return new MachineNeeds(platforms, MirrorTools.For([.. config().Bases.Values.Select(image => image.Mirror?.Suite).OfType<string>()], platforms));
        }
        catch (SpringformException)
        {
            return new MachineNeeds([], MirrorTools.For([], [])); // the build itself tells what is wrong with it
        }
    }

    /// <summary>Why nothing here can repair; null when something can, or no package asks for it.</summary>
    public async Task<Problem?> RefusalAsync(CancellationToken cancellation) => Repairs() ? await repair.RefusalAsync(cancellation) : null;

    private bool Repairs()
    {
        try
        {
            return config().Packages.Any(package => package.Repair) || config().Wheels is { Repair: true };
        }
        catch (SpringformException)
        {
            return false;
        }
    }

    private static bool WillRepair(BuildPlan plan, Work work) => plan.PendingBases.Any() || work.Artifacts.Any(artifact => artifact.Repair is not null);

    private bool NeedsEngine(BuildPlan plan, Work work)
    {
        if (plan.PendingBases.Any())
            return true;
        // Pushing finds out by itself what has to be built, and resolving has nothing to resolve.
        if (options.Targets.All(target => target is "PushBuilder" or "BaseImages"))
            return false;
        return work.Recipes.Count > 0 && config().Cache.Registry is null
            || work.Commands.Any(command => !InPlaceHost.IsInside(plan.Builder(command.BuilderId), processes.Environment))
            || (
                !options.Targets.All(BeforeLoadTest.Contains)
                && work.Artifacts.Any(artifact => artifact.Target is not null)
                && (plan.WheelTests.Count > 0 || (plan.Loads.Count > 0 && !options.Skip.Contains("LoadTest")))
            );
    }
}
