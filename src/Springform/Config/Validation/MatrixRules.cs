using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>Targets made from bases, platforms and variants.</summary>
internal static class MatrixRules
{
    public static void Check(Findings findings)
    {
        if (findings.Config.Matrix is not { } matrix)
        {
            return;
        }

        CommonRules.NotEmpty(findings, "matrix.base", matrix.Base, "matrix");
        for (var index = 0; index < matrix.Base.Count; index++)
        {
            findings.Reference(Item("matrix.base", index), matrix.Base[index], "bases", findings.Config.Bases.Keys);
        }

        CommonRules.Once(findings, "matrix.base", matrix.Base);
        OptionalBases(findings, matrix);

        CommonRules.PlatformNames(findings, "matrix.platform", matrix.Platform, Platform.All);
        Variants(findings, matrix);
        if (ConfiguredTargets.IsTooLarge(matrix))
        {
            findings.Report(
                ErrorCode.InvalidValue,
                "matrix",
                $"matrix makes more than {ConfiguredTargets.MaxTargets} combinations",
                "list the targets that are wanted, or split the project"
            );
        }

        for (var index = 0; index < matrix.Exclude.Count; index++)
        {
            var cell = matrix.Exclude[index];
            Cell(findings, matrix, Item("matrix.exclude", index), cell.Base, cell.Platform, cell.Variant);
            if (
                !findings.Problems.Any
                && !ConfiguredTargets.CellsOf(matrix with { Exclude = [] }).Any(made => ConfiguredTargets.Fits(made, cell.Base, cell.Platform, cell.Variant))
            )
            {
                findings.Report(
                    ErrorCode.InvalidValue,
                    Item("matrix.exclude", index),
                    $"{Item("matrix.exclude", index)} fits no combination: its variant is not made for that base or platform",
                    "remove it, or correct it"
                );
            }
        }

        for (var index = 0; index < matrix.Include.Count; index++)
        {
            Include(findings, matrix, Item("matrix.include", index), matrix.Include[index]);
        }

        if (!findings.Problems.Any && ConfiguredTargets.CellsOf(matrix).Count == 0)
        {
            findings.Report(ErrorCode.InvalidValue, "matrix.exclude", "matrix.exclude leaves no target", "remove an entry");
        }
    }

    private static void OptionalBases(Findings findings, MatrixConfig matrix)
    {
        foreach (var (name, config) in findings.Config.Bases.Where(pair => pair.Value.When is not null))
        {
            var path = Key(Key("bases", name), "when");
            if (!Patterns.EnvironmentName().IsMatch(config.When!))
            {
                findings.Report(
                    ErrorCode.InvalidValue,
                    path,
                    $"{path} is {Quoted.Of(config.When!)}, which cannot be the name of a variable",
                    "use letters, digits and '_', not beginning with a digit"
                );
            }
            else if (!matrix.Base.Contains(name))
            {
                findings.Report(
                    ErrorCode.InvalidValue,
                    path,
                    $"{path} leaves a base out of the matrix, but {Quoted.Of(name)} is not in it",
                    "add it to matrix.base, or remove this"
                );
            }
        }
    }

    private static void Variants(Findings findings, MatrixConfig matrix)
    {
        CommonRules.Names(findings, "matrix.variant", matrix.Variant.Keys);
        foreach (var (name, variant) in matrix.Variant)
        {
            var path = Key("matrix.variant", name);
            Places(findings, Key(path, "base"), variant.Base, "matrix.base", matrix.Base);
            Places(findings, Key(path, "platform"), variant.Platform, "matrix.platform", matrix.Platform);
            TargetRules.Word(findings, Key(path, "suffix"), variant.Suffix ?? "", Patterns.Suffix());
            CommonRules.Environment(findings, Key(path, "env"), variant.Env, TemplateScope.Target);
        }
    }

    private static void Places(Findings findings, string path, IReadOnlyList<string>? names, string section, IReadOnlyList<string> known)
    {
        CommonRules.NotEmpty(findings, path, names);
        for (var index = 0; index < names?.Count; index++)
        {
            findings.Reference(Item(path, index), names[index], section, known);
        }
    }

    private static void Cell(Findings findings, MatrixConfig matrix, string path, string? name, string? platform, string? variant)
    {
        if (name is null && platform is null && variant is null)
        {
            findings.Report(ErrorCode.InvalidValue, path, $"{path} names neither base nor platform nor variant, so it fits all", "name at least one");
        }

        findings.Reference(Key(path, "base"), name, "matrix.base", matrix.Base);
        findings.Reference(Key(path, "platform"), platform, "matrix.platform", matrix.Platform);
        findings.Reference(Key(path, "variant"), variant, "matrix.variant", matrix.Variant.Keys);
    }

    private static void Include(Findings findings, MatrixConfig matrix, string path, MatrixInclude include)
    {
        Cell(findings, matrix, path, include.Base, include.Platform, include.Variant);
        if (
            !findings.Problems.Any
            && !ConfiguredTargets.CellsOf(matrix).Any(cell => ConfiguredTargets.Fits(cell, include.Base, include.Platform, include.Variant))
        )
        {
            findings.Report(ErrorCode.InvalidValue, path, $"{path} fits no target: matrix.exclude leaves them out", "remove it, or the entry of exclude");
        }

        CommonRules.PlatformName(findings, Key(path, "build_platform"), include.BuildPlatform, Platform.OfContainers);
        TargetRules.Word(findings, Key(path, "suffix"), include.Suffix ?? "", Patterns.Suffix());
        CommonRules.Environment(findings, Key(path, "env"), include.Env, TemplateScope.Target);
        CommonRules.Tests(findings, Key(path, "test"), include.Test);
        CommonRules.Timeout(findings, Key(path, "timeout"), include.Timeout);
        CommonRules.Memory(findings, Key(path, "memory"), include.Memory);
        CommonRules.Pids(findings, Key(path, "pids"), include.Pids);
        CommonRules.Smoke(findings, Key(path, "smoke"), include.Smoke);
    }
}
