using Springform.Config;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>Wheels by their final names, the source distribution, and where each wheel is tried.</summary>
/// <param name="config">the section <c>wheels</c></param>
/// <param name="all">every target of the configuration, also those that --only leaves out: a name belongs to one of them</param>
/// <param name="tools">for FROM lines of the builder's Dockerfile</param>
internal sealed class WheelPlanner(
    PlanContext context,
    WheelsConfig config,
    IReadOnlyList<PlannedTarget> all,
    IReadOnlyList<CommandStep> commands,
    RepairPlanner repairs,
    StepKeys keys,
    ImagePlanner images,
    ToolsImageStep? tools
)
{
    private readonly RuntimeImages runtimes = new(images, config.Runtime, tools);

    /// <summary>The images of the tests, once these were planned.</summary>
    public IReadOnlyList<BuilderStep> Runtimes => runtimes.Used;

    /// <exception cref="SpringformException">E107 two targets would make wheels of one name, and neither is preferred</exception>
    public IReadOnlyList<ArtifactStep> Packages(IReadOnlyList<PlannedTarget> targets)
    {
        var makers = all.ToLookup(planned => Wheel(planned.Target).Name.ToString(), planned => planned.Target, StringComparer.Ordinal);
        var problems = makers.Where(group => Winner(group) is null).Select(Equal).ToList();
        return problems.Count > 0
            ? throw new SpringformException(problems)
            :
            [
                .. from planned in targets
                let wheel = Wheel(planned.Target)
                where Winner(makers[wheel.Name.ToString()])!.Id == planned.Target.Id
                select Package(planned, wheel),
            ];
    }

    /// <summary>Null when none is declared, or in a part: the source distribution is shipped once, with the first target's.</summary>
    public ArtifactStep? Sdist(IReadOnlyList<PlannedTarget> targets)
    {
        if (config.Sdist is not { } pattern || targets.All(planned => planned.Target.Id != all[0].Target.Id))
        {
            return null;
        }

        var distribution = WheelName.Normal(Template.Expand(config.Distribution, new Dictionary<string, string>(context.ProjectValues) { ["suffix"] = "" }));
        var archive = $"{distribution}-{context.ProjectValues["pep440"]}.tar.gz";
        var own = commands.Where(command => command.Target is null && !command.IsTest).ToList();
        var content = new PlannedSdist($"{distribution}-{context.ProjectValues["pep440"]}", pattern);
        return keys.Keyed(
            new ArtifactStep(archive, null, content, StepKeys.None) { CommandIds = [.. own.Select(command => command.Id)], Checksums = Checksums(archive) },
            null
        );
    }

    /// <summary>Each wheel on its own base and on every newer one; where a newer one has other Pythons, nothing is run.</summary>
    public IReadOnlyList<WheelTestStep> Tests(IReadOnlyList<ArtifactStep> packages) =>
        [
            .. from step in packages
            let wheel = step.Content as PlannedWheel
            where wheel is not null
            from other in config.Policies
            where
                wheel.Policy.HoldsOn(WheelPolicy.Parse(other.Value)!)
                && all.Any(planned => planned.Target.Base == other.Key && planned.Target.Platform == step.Target!.Platform)
            select Test(step, step.Target!, wheel, other.Key),
        ];

    private WheelTestStep Test(ArtifactStep step, Target target, PlannedWheel wheel, string baseName)
    {
        var interpreter = InterpreterOn(baseName, target, wheel.Python);
        var image = interpreter is null ? null : runtimes.Of(baseName, target.Platform);
        var program = config.Interpreters.GetValueOrDefault(interpreter?.ToString() ?? "", "python3");
        var test = new WheelTestStep(
            step.Archive,
            baseName,
            image?.Id,
            program,
            wheel.Extensions,
            [.. config.Test.Select(command => command.Arguments)],
            StepKeys.None
        )
        {
            Limits = target.Limits,
        };
        return StepKeys.Keyed(test, image);
    }

    /// <summary>A Python of the base that loads the wheel: that of a target there.</summary>
    private PythonTag? InterpreterOn(string name, Target maker, PythonTag wheel) =>
        maker.Base == name
            ? wheel
            : all.Where(planned => planned.Target.Base == name && planned.Target.Platform == maker.Platform)
                .Select(planned => planned.Target.Python!)
                .FirstOrDefault(python => !python.IsLimitedApi && wheel.LoadsIn(python));

    private Target? Winner(IEnumerable<Target> makers)
    {
        var rivals = makers.ToList();
        return rivals.Count == 1
            ? rivals[0]
            : config.Prefer.Select(name => rivals.SingleOrDefault(target => target.Base == name)).FirstOrDefault(target => target is not null);
    }

    private PlannedWheel Wheel(Target target)
    {
        var distribution = Template.Expand(config.Distribution, context.ValuesOf(target));
        var policy = WheelPolicy.Parse(config.Policies[target.Base!])!;
        var python = target.Python!;
        var name = new WheelName(
            WheelName.Normal(distribution),
            context.ProjectValues["pep440"],
            python.Python,
            python.Abi,
            policy.TagFor(Platform.Of(target.Platform))
        );
        return new PlannedWheel(name, config.Wheel, policy, python, config.Extensions);
    }

    private ArtifactStep Package(PlannedTarget planned, PlannedWheel wheel)
    {
        var target = planned.Target;
        var archive = wheel.Name.ToString();
        var own = commands.Where(command => command.Target is null || command.Target.Id == target.Id).ToList();
        var content = wheel with { Repair = config.Repair ? repairs.Wheel(target, wheel.Name) : null };
        var step = new ArtifactStep(archive, target, content, StepKeys.None)
        {
            CommandIds = [.. own.Where(command => !command.IsTest).Select(command => command.Id)],
            TestIds = [.. own.Where(command => command.IsTest).Select(command => command.Id)],
            Checksums = Checksums(archive),
        };
        return keys.Keyed(step, planned.Abi);
    }

    private List<ChecksumFile> Checksums(string archive) => [.. config.Checksums.Select(algorithm => new ChecksumFile(algorithm, $"{archive}.{algorithm}"))];

    private static Problem Equal(IGrouping<string, Target> makers) =>
        new(
            ErrorCode.DuplicateArtifact,
            $"the targets {string.Join(" and ", makers.Select(target => target.Id))} would make wheels of one name, {makers.Key}",
            "springform.yaml, wheels",
            "say whose is shipped with prefer: [BASE], or leave one out of the matrix"
        );
}
