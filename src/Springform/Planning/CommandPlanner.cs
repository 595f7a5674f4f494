using Springform.Config;
using Springform.Keys;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>
/// The commands of compile and test. A command sees its inputs and the outputs of the commands before it: those made once for all
/// targets, and those of its own target.
/// </summary>
internal sealed class CommandPlanner(PlanContext context)
{
    /// <summary>
    /// 1980-01-01, the earliest time that a zip file can hold. A commit's date would be another input with every commit: who wants it in the outputs declares
    /// SOURCE_DATE_EPOCH: "{source_date_epoch}", and compiles with every commit.
    /// </summary>
    private const string Epoch = "315532800";

    /// <param name="first">
    /// of the configuration, whatever --only selects: what is made once is made in its builder, so that all parts of a release share its key; null without
    /// targets
    /// </param>
    /// <param name="builderOf">the builder of a target</param>
    public IReadOnlyList<CommandStep> Plan(IReadOnlyList<PlannedTarget> targets, Target? first, Func<Target, BuilderStep> builderOf)
    {
        if (first is null)
        {
            return [];
        }

        var shared = new List<CommandStep>();
        foreach (var (config, number) in Numbered().Where(step => step.Config.Once))
        {
            shared.Add(Compile(config, number, null, builderOf(first), shared));
        }

        return [.. shared, .. targets.SelectMany(target => OfTarget(target, builderOf(target.Target), shared))];
    }

    private List<CommandStep> OfTarget(PlannedTarget planned, BuilderStep builder, IReadOnlyList<CommandStep> shared)
    {
        var steps = new List<CommandStep>();
        foreach (var (config, number) in Numbered().Where(step => !step.Config.Once))
        {
            // Once-steps come first whatever their place in the list: they cannot depend on a target.
            steps.Add(Compile(config, number, planned.Target, builder, [.. shared, .. steps]));
        }

        var compiled = shared.Concat(steps).ToList();
        steps.AddRange(planned.Test.Select((command, index) => Test(command, index + 1, planned.Target, builder, compiled)));
        return steps;
    }

    private IEnumerable<(CompileConfig Config, int Number)> Numbered() => context.Config.Compile.Select((config, index) => (config, index + 1));

    private CommandStep Compile(CompileConfig config, int number, Target? target, BuilderStep builder, IReadOnlyList<CommandStep> before)
    {
        var name = StepName.Of(config.Name, config.Run.Arguments[0]);
        var environment = Environment(config.Env, target);
        var inputs = context.Select(config.Inputs);
        var tracked = config.Tracked ? context.Select(config.Outputs) : null;
        var key = Key("compile", config.Run, target, builder, before, environment)
            .Add("outputs", config.Outputs)
            .Add("network", config.Network.ToString())
            .Add("secrets", config.Secrets)
            .AddAll("cache", config.Caches);
        if (tracked is not null)
        {
            // What comes back unchanged would be no output, and what is not made any more would stay unseen.
            var isMade = Glob.Matcher(config.Outputs);
            inputs = new FileSet(inputs.Files.Where(file => !isMade(file.Path)));
            key.Add("tracked", tracked.Files.Select(file => $"{file.Path} {file.Kind} {file.Sha256}"));
        }

        var step = key.Add(inputs).Build();
        return new CommandStep($"compile/{target?.Id ?? "all"}/{number}-{name}", target, builder.Id, config.Run.Arguments, step)
        {
            Environment = environment,
            Outputs = config.Outputs,
            After = [.. before.Select(earlier => earlier.Id)],
            Secrets = config.Secrets,
            Caches = config.Caches,
            Network = config.Network,
            Tracked = tracked,
            Limits = LimitsOf(target).With(config.Timeout),
        };
    }

    /// <summary>A test sees what any of the compile commands may see, with their environment and their caches; of two values the later command's.</summary>
    private CommandStep Test(TestConfig test, int number, Target target, BuilderStep builder, IReadOnlyList<CommandStep> before)
    {
        var command = test.Run;
        var inputs =
            context.Config.Compile.Any(step => step.Inputs is null) || context.Config.Compile.Count == 0
                ? context.Select(null)
                : context.SelectAny(context.Config.Compile.Select(step => step.Inputs));
        var environment = Environment(Joined(step => step.Env), target);
        var caches = Joined(step => step.Caches);
        var step = Key("test", command, target, builder, before, environment).AddAll("cache", caches).Add(inputs).Build();
        return new CommandStep($"test/{target.Id}/{number}-{StepName.Of(null, command.Arguments[0])}", target, builder.Id, command.Arguments, step)
        {
            Environment = environment,
            Outputs = [],
            After = [.. before.Select(earlier => earlier.Id)],
            Caches = caches,
            Limits = LimitsOf(target).With(test.Timeout),
        };
    }

    private SortedDictionary<string, string> Joined(Func<CompileConfig, IReadOnlyDictionary<string, string>> of)
    {
        var joined = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in context.Config.Compile.SelectMany(of))
            joined[name] = value;
        return joined;
    }

    private RunLimits LimitsOf(Target? target) => target?.Limits ?? TargetPlanner.LimitsOf(context.Config);

    private KeyBuilder Key(
        string kind,
        CommandLine command,
        Target? target,
        BuilderStep builder,
        IReadOnlyList<CommandStep> before,
        IReadOnlyDictionary<string, string> environment
    )
    {
        var key = new KeyBuilder(kind)
            .Add("command", command.Arguments)
            .Add("platform", target?.Platform)
            .Add("builder", builder.Key.Key)
            .AddAll("env", environment);
        if (context.Facts.OnHost is { } run)
            key.Add("on host", run);
        foreach (var earlier in before)
        {
            key.Add($"step {earlier.Id}", earlier.Key.Key);
        }

        return key;
    }

    /// <summary>The step's and the target's, expanded; the target's wins.</summary>
    private SortedDictionary<string, string> Environment(IReadOnlyDictionary<string, string> step, Target? target)
    {
        var values = target is null ? context.ProjectValues : context.ValuesOf(target);
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["SOURCE_DATE_EPOCH"] = Epoch };
        foreach (var (name, value) in step.Concat(target?.Environment ?? new Dictionary<string, string>()))
        {
            result[name] = Template.Expand(value, values);
        }

        return result;
    }
}
