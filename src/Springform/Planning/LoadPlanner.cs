using Springform.Config;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>
/// In which bare bases each target's archives are loaded: those that <see cref="LoadBases"/> names. Wheels need a Python: <see cref="WheelPlanner"/>.
/// </summary>
internal sealed class LoadPlanner
{
    private readonly PlanContext context;

    internal LoadPlanner(PlanContext context) => this.context = context;

    internal IReadOnlyList<LoadStep> Plan(IReadOnlyList<PlannedTarget> targets, IReadOnlyList<ArtifactStep> artifacts) =>
        [
            .. from planned in targets
            let archives = Archives(planned, artifacts)
            where archives.Count > 0 && planned.Smoke?.Skip is null
            from name in planned.LoadBases
            select Step(planned, name, archives),
        ];

    /// <summary>Targets whose archives are started nowhere: the configuration says why, or it has to.</summary>
    internal static IReadOnlyList<NotStarted> NotStarted(IReadOnlyList<PlannedTarget> targets, IReadOnlyList<ArtifactStep> artifacts) =>
        [
            .. from planned in targets
            where Archives(planned, artifacts).Count > 0 && (planned.Smoke?.Skip is not null || planned.LoadBases.Count == 0)
            select new NotStarted(planned.Target.Id, planned.Smoke?.Skip),
        ];

    private static List<ArtifactStep> Archives(PlannedTarget planned, IReadOnlyList<ArtifactStep> artifacts) =>
        [.. artifacts.Where(artifact => artifact.Target?.Id == planned.Target.Id && artifact.Content is PlannedFiles)];

    private LoadStep Step(PlannedTarget planned, string name, IReadOnlyList<ArtifactStep> archives)
    {
        var image = context.Bases.Named(name, planned.Target.Platform);
        var step = new LoadStep(
            planned.Target,
            image.Id,
            [.. archives.Select(archive => archive.Archive)],
            [.. planned.Smoke?.Run.Select(command => command.Arguments) ?? []],
            StepKeys.None
        )
        {
            Limits = planned.Target.Limits.With(planned.Smoke?.Timeout),
            Except = planned.Smoke?.Except ?? [],
            Exceptions = planned.Abi?.Exceptions ?? [],
            ForAny = [.. archives.Where(archive => archive.IsForAny).Select(archive => archive.Archive)],
            Glibc = LoadBases.GlibcOf(context.Config, name),
        };
        return StepKeys.Keyed(step, image);
    }
}
