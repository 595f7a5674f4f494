using Springform.Config;
using Springform.Keys;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>Wheels by their final names, the source distribution, and where each wheel is tried.</summary>
/// <param name="config">the section <c>wheels</c></param>
/// <param name="all">every target of the configuration, also those that --only leaves out: a name belongs to one of them</param>
/// <param name="tools">for FROM lines of the builder's Dockerfile</param>
internal sealed class WheelPlanner(
    PlanContext context, WheelsConfig config, IReadOnlyList<PlannedTarget> all, IReadOnlyList<CommandStep> commands, RepairPlanner repairs, ImagePlanner images, ToolsImageStep? tools)
{
    private readonly RuntimeImages runtimes = new(images, config.Runtime, tools);

    /// <summary>The images of the tests, once these were planned.</summary>
    public IReadOnlyList<BuilderStep> Runtimes => runtimes.Used;

    /// <exception cref="SpringformException">E107 two targets would make wheels of one name, and neither is preferred</exception>
    public IReadOnlyList<PackageStep> Packages(IReadOnlyList<PlannedTarget> targets)
    {
        var makers = all.ToLookup(planned => Wheel(planned.Target).Name.ToString(), planned => planned.Target, StringComparer.Ordinal);
        var problems = makers.Where(group => Winner(group) is null).Select(Equal).ToList();
        return problems.Count > 0
            ? throw new SpringformException(problems)
            : [.. from planned in targets
                  let wheel = Wheel(planned.Target)
                  where Winner(makers[wheel.Name.ToString()])!.Id == planned.Target.Id
                  select Package(planned, wheel)];
    }

    /// <summary>Null when none is declared, or in a part: the source distribution is shipped once, with the first target's.</summary>
    public SdistStep? Sdist(IReadOnlyList<PlannedTarget> targets)
    {
        if (config.Sdist is not { } pattern || targets.All(planned => planned.Target.Id != all[0].Target.Id))
        {
            return null;
        }

        var distribution = WheelName.Normal(Template.Expand(config.Distribution, new Dictionary<string, string>(context.ProjectValues) { ["suffix"] = "" }));
        var archive = $"{distribution}-{context.ProjectValues["pep440"]}.tar.gz";
        var own = commands.Where(command => command.Target is null && !command.IsTest).ToList();
        var key = new KeyBuilder("sdist").Add("archive", archive).Add("pattern", pattern).Add("checksums", config.Checksums)
            .Add("epoch", context.ProjectValues["source_date_epoch"]);
        foreach (var command in own)
        {
            key.Add($"step {command.Id}", command.Key.Key);
        }

        return new SdistStep(archive, pattern, [.. own.Select(command => command.Id)], Checksums(archive), key.Build());
    }

    /// <summary>Each wheel on its own base and on every newer one; where a newer one has other Pythons, nothing is run.</summary>
    public IReadOnlyList<WheelTestStep> Tests(IReadOnlyList<PackageStep> packages) =>
        [.. from step in packages
            let wheel = step.Wheel
            where wheel is not null
            from other in config.Policies
            where wheel.Policy.HoldsOn(WheelPolicy.Parse(other.Value)!) && all.Any(planned => planned.Target.Base == other.Key && planned.Target.Platform == step.Target.Platform)
            select Test(step, wheel, other.Key)];

    private WheelTestStep Test(PackageStep step, PlannedWheel wheel, string baseName)
    {
        var interpreter = InterpreterOn(baseName, step.Target, wheel.Python);
        var image = interpreter is null ? null : runtimes.Of(baseName, step.Target.Platform);
        var program = config.Interpreters.GetValueOrDefault(interpreter?.ToString() ?? "", "python3");
        var key = new KeyBuilder("wheel test").Add("interpreter", program).Add("imports", wheel.Extensions);
        foreach (var (command, index) in config.Test.Select((command, index) => (command, index)))
        {
            key.Add($"command {index}", command.Arguments);
        }

        if (image is not null)
        {
            key.Add("image", image.Key.Key);
        }

        return new WheelTestStep(step.Archive, baseName, image?.Id, program, wheel.Extensions, [.. config.Test.Select(command => command.Arguments)], key.Build()) { Limits = step.Target.Limits };
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
        return rivals.Count == 1 ? rivals[0] : config.Prefer.Select(name => rivals.SingleOrDefault(target => target.Base == name)).FirstOrDefault(target => target is not null);
    }

    private PlannedWheel Wheel(Target target)
    {
        var distribution = Template.Expand(config.Distribution, context.ValuesOf(target));
        var policy = WheelPolicy.Parse(config.Policies[target.Base!])!;
        var python = target.Python!;
        var name = new WheelName(
            WheelName.Normal(distribution), context.ProjectValues["pep440"], python.Python, python.Abi, policy.TagFor(Platform.Of(target.Platform)));
        return new PlannedWheel(name, config.Wheel, policy, python, config.Extensions);
    }

    private PackageStep Package(PlannedTarget planned, PlannedWheel wheel)
    {
        var target = planned.Target;
        var archive = wheel.Name.ToString();
        var own = commands.Where(command => command.Target is null || command.Target.Id == target.Id).ToList();
        var key = new KeyBuilder("wheel").Add("archive", archive).Add("pattern", wheel.Pattern).Add("extensions", wheel.Extensions)
            .Add("checksums", config.Checksums).Add("epoch", context.ProjectValues["source_date_epoch"]);
        foreach (var command in own)
        {
            key.Add($"step {command.Id}", command.Key.Key);
        }

        var repair = config.Repair ? repairs.Wheel(target, wheel.Name) : null;
        if (repair is not null)
        {
            repairs.AddTo(key, repair, planned);
        }

        return new PackageStep(archive, target, key.Build())
        {
            Wheel = wheel,
            Repair = repair,
            Files = [],
            WorkTree = FileSet.Empty,
            CommandIds = [.. own.Where(command => !command.IsTest).Select(command => command.Id)],
            TestIds = [.. own.Where(command => command.IsTest).Select(command => command.Id)],
            RecipeIds = [],
            Checksums = Checksums(archive),
        };
    }

    private List<ChecksumFile> Checksums(string archive) =>
        [.. config.Checksums.Select(algorithm => new ChecksumFile(algorithm, $"{archive}.{algorithm}"))];

    private static Problem Equal(IGrouping<string, Target> makers) => new(
        ErrorCode.DuplicateArtifact,
        $"the targets {string.Join(" and ", makers.Select(target => target.Id))} would make wheels of one name, {makers.Key}",
        "springform.yaml, wheels",
        "say whose is shipped with prefer: [BASE], or leave one out of the matrix");
}
