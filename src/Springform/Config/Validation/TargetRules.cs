using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>Listed targets, and what all targets need, however they were made.</summary>
internal static class TargetRules
{
    public static void Check(Findings findings)
    {
        var config = findings.Config;
        if (findings.IsWritten("targets") && findings.IsWritten("matrix"))
        {
            findings.ReportKey(
                ErrorCode.InvalidValue,
                "matrix",
                "the file has both targets and matrix",
                "keep one: list the targets, or make them from bases and platforms"
            );
        }

        CommonRules.NotEmpty(findings, "targets", config.Targets);
        CommonRules.Names(findings, "targets", config.Targets.Keys);
        foreach (var (name, target) in config.Targets)
        {
            Target(findings, Key("targets", name), target);
        }

        SmokeBases(findings);
    }

    private static void Target(Findings findings, string path, TargetConfig target)
    {
        var platform = Key(path, "platform");
        if (target.Platform.Length == 0)
        {
            findings.Report(ErrorCode.InvalidValue, findings.IsFailed(path) ? path : platform, $"{path} has an empty platform", "write one, e.g. linux/amd64");
        }

        CommonRules.PlatformName(findings, platform, target.Platform, Platform.All);
        CommonRules.PlatformName(findings, Key(path, "build_platform"), target.BuildPlatform, Platform.OfContainers);
        findings.Reference(Key(path, "base"), target.Base, "bases", findings.Config.Bases.Keys);
        if (target.Variant is not null)
        {
            Word(findings, Key(path, "variant"), target.Variant, Patterns.Name());
        }

        Word(findings, Key(path, "suffix"), target.Suffix, Patterns.Suffix());
        CommonRules.Environment(findings, Key(path, "env"), target.Env, TemplateScope.Target);
        CommonRules.Tests(findings, Key(path, "test"), target.Test);
        CommonRules.Timeout(findings, Key(path, "timeout"), target.Timeout);
        CommonRules.Memory(findings, Key(path, "memory"), target.Memory);
        CommonRules.Pids(findings, Key(path, "pids"), target.Pids);
        if (target.Test is { Count: > 0 } && !findings.IsWritten("builder"))
        {
            findings.ReportKey(
                ErrorCode.MissingKey,
                Key(path, "test"),
                $"{Key(path, "test")} needs builder, which is missing",
                "add builder: with image and dockerfile"
            );
        }

        CommonRules.Smoke(findings, Key(path, "smoke"), target.Smoke);
    }

    /// <summary>A part of file names.</summary>
    public static void Word(Findings findings, string path, string word, System.Text.RegularExpressions.Regex pattern)
    {
        if (!CommonRules.Fits(pattern, word, Patterns.MaxNameLength))
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {Quoted.Of(word)}, which cannot be part of a file name",
                "use letters, digits, '.', '_' and '-'"
            );
        }
    }

    private static void SmokeBases(Findings findings)
    {
        foreach (var (name, target) in ConfiguredTargets.Of(findings.Config))
        {
            var own = Key(Key("targets", name), "smoke");
            var path = findings.IsWritten(own) ? own : "smoke";
            var isTried = (target.Smoke ?? findings.Config.Smoke) is { Skip: null } && Platform.Find(target.Platform) is not { IsLinux: false };
            if (
                isTried
                && LoadBases.Of(findings.Config, target).Count == 0
                && !findings.IsFailed("bases")
                && !findings.IsFailed(Key(path, "base"))
                && !findings.IsFailed(Key(Key("targets", name), "base"))
            )
            {
                findings.Report(
                    ErrorCode.MissingKey,
                    path,
                    $"{path} has no base image to load the artifacts in: neither it nor the target {Quoted.Of(name)} names one",
                    "add bases: with names of bases"
                );
                return;
            }
        }
    }
}
