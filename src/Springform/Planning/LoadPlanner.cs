using Springform.Config;
using Springform.Keys;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>In which bare bases each target's archives are loaded: those that <see cref="LoadBases"/> names. Wheels need a Python: <see cref="WheelPlanner"/>.</summary>
public sealed class LoadPlanner
{
    private readonly PlanContext context;

    internal LoadPlanner(PlanContext context) => this.context = context;

    internal IReadOnlyList<LoadStep> Plan(IReadOnlyList<PlannedTarget> targets, IReadOnlyList<PackageStep> packages) =>
        [.. from planned in targets
            let archives = packages.Where(package => package.Target.Id == planned.Target.Id && package.Wheel is null).Select(package => package.Archive).ToList()
            where archives.Count > 0
            from name in planned.LoadBases
            select Step(planned, name, archives)];

    /// <summary>What a load test depends on beside the archives themselves; pending while its base is.</summary>
    public static StepKey Key(LoadStep load, IReadOnlyList<PlannedBase> bases)
    {
        var key = new KeyBuilder("load").Add("except", load.Except).Add("glibc", load.Glibc).Add("commands", $"{load.Commands.Count}");
        foreach (var (command, index) in load.Commands.Select((command, index) => (command, index)))
        {
            key.Add($"command {index}", command);
        }

        var planned = bases.Single(planned => planned.Id == load.BaseId);
        return (planned.Pin is { } pin ? key.Add("base", pin.Digest) : key.AddPending("base", $"base {planned.Name}")).Build();
    }

    private LoadStep Step(PlannedTarget planned, string name, IReadOnlyList<string> archives) => new(
        planned.Target,
        context.Bases.Named(name, planned.Target.Platform).Id,
        archives,
        [.. planned.Smoke?.Run.Select(command => command.Arguments) ?? []])
    {
        Limits = planned.Target.Limits.With(planned.Smoke?.Timeout),
        Except = planned.Smoke?.Except ?? [],
        Glibc = LoadBases.GlibcOf(context.Config, name),
    };
}
