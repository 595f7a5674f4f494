using Springform.Names;

namespace Springform.Config;

/// <summary>The targets of a project, whether they are listed or made by a matrix.</summary>
internal static class ConfiguredTargets
{
    /// <summary>Combinations of a matrix, before any is left out.</summary>
    public const int MaxTargets = 10_000;

    /// <summary>By name, in the order of the file; a matrix in the order base, platform, variant.</summary>
    public static IReadOnlyDictionary<string, TargetConfig> Of(ProjectConfig config)
    {
        if (config.Matrix is not { } matrix)
        {
            return config.Targets;
        }

        var targets = new Dictionary<string, TargetConfig>(StringComparer.Ordinal);
        foreach (var cell in CellsOf(matrix))
        {
            targets.TryAdd(NameOf(cell), TargetOf(matrix, cell));
        }

        return targets;
    }

    /// <summary>The Python that a target's wheel is for, as it is written; null when nothing says which.</summary>
    public static string? PythonOf(TargetConfig target) => target.Python ?? target.Variant;

    /// <summary>More than <see cref="MaxTargets"/>: refused, and never made.</summary>
    public static bool IsTooLarge(MatrixConfig matrix) => (long)matrix.Base.Count * matrix.Platform.Count * Math.Max(1, matrix.Variant.Count) > MaxTargets;

    /// <summary>The combinations that are not left out. Those whose platform is unknown are skipped: they were reported.</summary>
    public static IReadOnlyList<MatrixCell> CellsOf(MatrixConfig matrix)
    {
        if (IsTooLarge(matrix))
        {
            return [];
        }

        string?[] variants = matrix.Variant.Count == 0 ? [null] : [.. matrix.Variant.Keys];
        return
        [
            .. from name in matrix.Base
            from platform in matrix.Platform
            where Platform.Find(platform) is not null
            from variant in variants
            let cell = new MatrixCell
            {
                Base = name,
                Platform = platform,
                Variant = variant,
            }
            where Has(matrix, cell)
            where !matrix.Exclude.Any(excluded => Fits(cell, excluded.Base, excluded.Platform, excluded.Variant))
            select cell,
        ];
    }

    /// <summary>A combination has what is given; null fits all.</summary>
    public static bool Fits(MatrixCell cell, string? name, string? platform, string? variant) =>
        (name ?? cell.Base) == cell.Base && (platform ?? cell.Platform) == cell.Platform && (variant ?? cell.Variant) == cell.Variant;

    private static bool Has(MatrixConfig matrix, MatrixCell cell) =>
        cell.Variant is null
        || matrix.Variant[cell.Variant] is var variant && variant.Base?.Contains(cell.Base) != false && variant.Platform?.Contains(cell.Platform) != false;

    private static string NameOf(MatrixCell cell)
    {
        // The name of a linux target leaves the system out; others say theirs, or two cells would have one name.
        var platform = Platform.Of(cell.Platform!);
        var arch = platform.IsLinux ? platform.Arch : $"{platform.Os}-{platform.Arch}";
        return cell.Variant is null ? $"{cell.Base}-{arch}" : $"{cell.Base}-{arch}-{cell.Variant}";
    }

    private static TargetConfig TargetOf(MatrixConfig matrix, MatrixCell cell)
    {
        var variant = cell.Variant is null ? new VariantConfig() : matrix.Variant[cell.Variant];
        var target = new TargetConfig
        {
            Platform = cell.Platform!,
            Base = cell.Base,
            Variant = cell.Variant,
            Python = variant.Python,
            Suffix = variant.Suffix ?? "",
            Env = variant.Env,
        };
        return matrix.Include.Where(include => Fits(cell, include.Base, include.Platform, include.Variant)).Aggregate(target, With);
    }

    private static TargetConfig With(TargetConfig target, MatrixInclude include) =>
        target with
        {
            BuildPlatform = include.BuildPlatform ?? target.BuildPlatform,
            Suffix = include.Suffix ?? target.Suffix,
            Env = target
                .Env.Concat(include.Env)
                .GroupBy(pair => pair.Key)
                .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal),
            Test = include.Test ?? target.Test,
            Timeout = include.Timeout ?? target.Timeout,
            Memory = include.Memory ?? target.Memory,
            Pids = include.Pids ?? target.Pids,
            Smoke = include.Smoke ?? target.Smoke,
            Abi = include.Abi ?? target.Abi,
        };
}
