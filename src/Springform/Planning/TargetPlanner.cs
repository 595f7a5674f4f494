using Springform.Config;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>A target with the configuration it was made from: settings of one never reach another.</summary>
/// <param name="LoadBases">names of the bases in which its artifacts have to load</param>
internal sealed record PlannedTarget(Target Target, IReadOnlyList<TestConfig> Test, SmokeConfig? Smoke, IReadOnlyList<string> LoadBases, AbiConfig? Abi);

/// <summary>Targets by name, or as a matrix; then what --only selects.</summary>
internal static class TargetPlanner
{
    /// <exception cref="SpringformException">E130 when a pattern of --only matches no target</exception>
    public static IReadOnlyList<PlannedTarget> Plan(ProjectConfig config, IReadOnlyList<string> only)
    {
        var all = All(config);
        if (only.Count == 0)
        {
            return all;
        }

        var problems = only.Where(pattern => !all.Any(target => TargetName.Fits(pattern, target.Target.Id)))
            .Select(pattern => NoSuchTarget(pattern, [.. all.Select(planned => planned.Target.Id)]))
            .ToList();
        return problems.Count > 0
            ? throw new SpringformException(problems)
            : [.. all.Where(target => only.Any(pattern => TargetName.Fits(pattern, target.Target.Id)))];
    }

    private static List<PlannedTarget> All(ProjectConfig config) =>
        [
            .. ConfiguredTargets
                .Of(config)
                .Select(pair => new PlannedTarget(
                    new Target(
                        pair.Key,
                        pair.Value.Platform,
                        pair.Value.BuildPlatform ?? config.BuildPlatform ?? pair.Value.Platform,
                        pair.Value.Base,
                        pair.Value.Variant,
                        pair.Value.Suffix
                    )
                    {
                        Environment = pair.Value.Env,
                        Limits = LimitsOf(config, pair.Value),
                        Python = config.Wheels is null ? null : PythonTag.Parse(ConfiguredTargets.PythonOf(pair.Value)!),
                    },
                    pair.Value.Test ?? config.Test,
                    pair.Value.Smoke
                        ?? (Platform.Of(pair.Value.Platform).IsLinux ? config.Smoke : new SmokeConfig { Skip = $"no container runs {pair.Value.Platform}" }),
                    LoadBases.Of(config, pair.Value),
                    // A policy is about ELF files. A target of another system has exceptions of its own at most: ForeignRules.
                    pair.Value.Abi
                        ?? (Platform.Of(pair.Value.Platform).IsLinux ? config.Abi : null)
                )),
        ];

    /// <summary>The project's, for what belongs to no target.</summary>
    public static RunLimits LimitsOf(ProjectConfig config, TargetConfig? target = null) =>
        new(
            RunLimits.ParseTimeout(target?.Timeout ?? config.Timeout)!.Value,
            (target?.Memory ?? config.Memory) is { } memory ? RunLimits.ParseMemory(memory) : null,
            target?.Pids ?? config.Pids
        );

    private static Problem NoSuchTarget(string pattern, IReadOnlyList<string> known) =>
        new(ErrorCode.NoSuchTarget, $"no target matches {Quoted.Of(pattern)}", "--only", Nearest.Hint(pattern, known, "springform.yaml declares no targets"));
}
