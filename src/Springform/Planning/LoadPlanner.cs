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
            let archives = Archives(planned, packages)
            where archives.Count > 0 && planned.Smoke?.Skip is null
            from name in planned.LoadBases
            select Step(planned, name, archives)];

    /// <summary>Targets whose archives are started nowhere: the configuration says why, or it has to.</summary>
    internal static IReadOnlyList<NotStarted> NotStarted(IReadOnlyList<PlannedTarget> targets, IReadOnlyList<PackageStep> packages) =>
        [.. from planned in targets
            where Archives(planned, packages).Count > 0 && (planned.Smoke?.Skip is not null || planned.LoadBases.Count == 0)
            select new NotStarted(planned.Target.Id, planned.Smoke?.Skip)];

    /// <summary>What a load test depends on beside the archives themselves; pending while its base is.</summary>
    public static StepKey Key(LoadStep load, IReadOnlyList<PlannedBase> bases)
    {
        var key = new KeyBuilder("load 2").Add("except", load.Except).Add("platform", load.Target.Platform).Add("exceptions", load.Exceptions).Add("any", load.ForAny).Add("glibc", load.Glibc).Add("commands", $"{load.Commands.Count}");
        foreach (var (command, index) in load.Commands.Select((command, index) => (command, index)))
        {
            key.Add($"command {index}", command);
        }

        var planned = bases.Single(planned => planned.Id == load.BaseId);
        return (planned.Pin is { } pin ? key.Add("base", pin.Digest) : key.AddPending("base", $"base {planned.Name}")).Build();
    }

    private static List<PackageStep> Archives(PlannedTarget planned, IReadOnlyList<PackageStep> packages) =>
        [.. packages.Where(package => package.Target.Id == planned.Target.Id && package.Wheel is null)];

    private LoadStep Step(PlannedTarget planned, string name, IReadOnlyList<PackageStep> archives) => new(
        planned.Target,
        context.Bases.Named(name, planned.Target.Platform).Id,
        [.. archives.Select(package => package.Archive)],
        [.. planned.Smoke?.Run.Select(command => command.Arguments) ?? []])
    {
        Limits = planned.Target.Limits.With(planned.Smoke?.Timeout),
        Except = planned.Smoke?.Except ?? [],
        Exceptions = planned.Abi?.Exceptions ?? [],
        ForAny = [.. archives.Where(package => package.IsForAny).Select(package => package.Archive)],
        Glibc = LoadBases.GlibcOf(context.Config, name),
    };
}
