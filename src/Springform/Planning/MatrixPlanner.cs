using Springform.Config;
using Springform.Plan;
using Platform = Springform.Plan.Platform;

namespace Springform.Planning;

/// <summary>base x platform x variant, without what is excluded, with what is included on top.</summary>
internal static class MatrixPlanner
{
    private static readonly VariantConfig NoVariant = new();

    private sealed record Cell(string Base, string Platform, string? Variant, VariantConfig Settings);

    /// <exception cref="SpringformException">E103 when an exclude or include matches no combination, or nothing is left</exception>
    public static IReadOnlyList<PlannedTarget> Plan(ProjectConfig config, MatrixConfig matrix)
    {
        var cells = Cells(matrix).ToList();
        var problems = matrix.Exclude
            .Where(exclude => !cells.Any(cell => Fits(cell, exclude.Base, exclude.Platform, exclude.Variant)))
            .Select(exclude => MatchesNothing("exclude", exclude.ToString()))
            .Concat(matrix.Include
                .Where(include => !cells.Any(cell => Fits(cell, include.Base, include.Platform, include.Variant)))
                .Select(include => MatchesNothing("include", $"{include.Base} {include.Platform} {include.Variant}")))
            .ToList();
        if (problems.Count > 0)
        {
            throw new SpringformException(problems);
        }

        return [.. cells
            .Where(cell => !matrix.Exclude.Any(exclude => Fits(cell, exclude.Base, exclude.Platform, exclude.Variant)))
            .Select(cell => Target(config, matrix, cell))];
    }

    private static IEnumerable<Cell> Cells(MatrixConfig matrix) =>
        from name in matrix.Base
        from platform in matrix.Platform
        from variant in matrix.Variant.Count == 0
            ? [new KeyValuePair<string?, VariantConfig>(null, NoVariant)]
            : matrix.Variant.Select(pair => new KeyValuePair<string?, VariantConfig>(pair.Key, pair.Value))
        select new Cell(name, platform, variant.Key, variant.Value);

    private static PlannedTarget Target(ProjectConfig config, MatrixConfig matrix, Cell cell)
    {
        var id = string.Join('-', new[] { cell.Base, Platform.Of(cell.Platform).Arch, cell.Variant }.OfType<string>());
        var includes = matrix.Include.Where(include => Fits(cell, include.Base, include.Platform, include.Variant)).ToList();
        var environment = new Dictionary<string, string>(cell.Settings.Env, StringComparer.Ordinal);
        foreach (var (name, value) in includes.SelectMany(include => include.Env))
        {
            environment[name] = value;
        }

        var suffix = includes.Select(include => include.Suffix).OfType<string>().LastOrDefault() ?? cell.Settings.Suffix ?? "";
        return new PlannedTarget(
            new Target(id, cell.Platform, config.BuildPlatform ?? cell.Platform, cell.Base, cell.Variant, suffix) { Environment = environment },
            includes.Select(include => include.Test).OfType<IReadOnlyList<CommandLine>>().LastOrDefault() ?? config.Test,
            includes.Select(include => include.Smoke).OfType<SmokeConfig>().LastOrDefault() ?? config.Smoke);
    }

    private static bool Fits(Cell cell, string? name, string? platform, string? variant) =>
        (name ?? cell.Base) == cell.Base && (platform ?? cell.Platform) == cell.Platform && (variant ?? cell.Variant) == cell.Variant;

    private static Problem MatchesNothing(string list, string what) => new(
        ErrorCode.InvalidValue,
        $"an entry of matrix.{list} matches no combination: {what}",
        "springform.yaml, matrix",
        "correct its base, platform or variant, or remove it");
}
