using Springform.Errors;
using Springform.Names;

namespace Springform.Config.Validation;

/// <summary>Name, version, and which sections need which others.</summary>
internal static class ProjectRules
{
    public static void Check(Findings findings)
    {
        var config = findings.Config;
        if (config.Name.Length > 0 || findings.IsWritten("name"))
        {
            Name(findings, config.Name);
        }

        Version(findings, config.Version);
        CommonRules.PlatformName(findings, "build_platform", config.BuildPlatform, Platform.OfContainers);
        Needs(findings, "compile", config.Compile.Count > 0, "builder", "add builder: with image and dockerfile");
        Needs(findings, "test", config.Test.Count > 0, "builder", "add builder: with image and dockerfile");
        NeedsTargets(findings, "compile", config.Compile.Count > 0);
        NeedsTargets(findings, "packages", config.Packages.Count > 0);
        CommonRules.Tests(findings, "test", config.Test);
        CommonRules.Timeout(findings, "timeout", config.Timeout);
        CommonRules.Memory(findings, "memory", config.Memory);
        CommonRules.Pids(findings, "pids", config.Pids);
        CommonRules.Smoke(findings, "smoke", config.Smoke);
    }

    private static void Name(Findings findings, string name)
    {
        if (!CommonRules.Fits(Patterns.ProjectName(), name, Patterns.MaxNameLength))
        {
            findings.Report(
                ErrorCode.InvalidValue,
                "name",
                $"the name {Quoted.Of(name)} cannot be used",
                $"use lower-case letters and digits, with single '.', '_' or '-' between them, at most {Patterns.MaxNameLength}"
            );
        }
    }

    private static void Version(Findings findings, VersionConfig version)
    {
        if (findings.IsFailed("version") || !findings.IsWritten("version"))
        {
            return;
        }

        string[] sources = ["version.literal", "version.file", "version.tag", "version.run"];
        var given = new object?[] { version.Literal, version.File, version.Tag, version.Run }.Count(source => source is not null);
        if (given != 1 && !sources.Any(findings.IsFailed))
        {
            findings.Report(
                ErrorCode.InvalidValue,
                "version",
                given == 0 ? "version names no source" : "version names more than one source",
                "give exactly one: a literal such as 1.4.0, {file: version.txt}, {tag: true} or {run: [./version.sh]}"
            );
        }

        if (version.Literal is { } literal && !CommonRules.Fits(Patterns.Version(), literal, Patterns.MaxImageLength))
        {
            findings.Report(
                ErrorCode.InvalidVersion,
                "version",
                $"{Quoted.Of(literal)} is not a version",
                "write one to three numbers, e.g. 1.4.0, 1.4 or 1.4.0-rc.1 (semver.org)"
            );
        }

        Match(findings, version);

        if (version.Tag is { } tag && tag != VersionConfig.AnyTag && !Patterns.VersionTags().IsMatch(tag))
        {
            findings.Report(
                ErrorCode.InvalidValue,
                "version.tag",
                $"version.tag cannot be {Quoted.Of(tag)}",
                "write true for tags such as v1.2.3, or a pattern with one * for the version, e.g. \"jq-*\" or \"lib/v*\""
            );
        }

        PathRules.Existing(findings, "version.file", version.File, "file");
    }

    private static void Match(Findings findings, VersionConfig version)
    {
        if (version.Match is not { } match)
            return;
        if (version.File is null)
            findings.Report(ErrorCode.InvalidValue, "version.match", "version.match says where in a file the version is, and no file is named", "add file:");
        try
        {
            if (VersionMatch.Of(match).GetGroupNumbers().Length < 2)
                findings.Report(
                    ErrorCode.InvalidValue,
                    "version.match",
                    "version.match has no group that is the version",
                    "put the version in parentheses, e.g. 'VERSION \"(.*)\"'"
                );
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            findings.Report(
                ErrorCode.InvalidValue,
                "version.match",
                $"version.match is no regular expression that can be used: {error.Message}",
                "write one without look-around and back-references"
            );
        }
    }

    private static void Needs(Findings findings, string section, bool used, string needed, string fix)
    {
        if (used && !findings.IsWritten(needed))
        {
            findings.ReportKey(ErrorCode.MissingKey, section, $"{section} needs {needed}, which is missing", fix);
        }
    }

    private static void NeedsTargets(Findings findings, string section, bool used)
    {
        if (used && !findings.IsWritten("targets") && !findings.IsWritten("matrix"))
        {
            findings.ReportKey(
                ErrorCode.MissingKey,
                section,
                $"{section} needs at least one target",
                "add targets: with a name and a platform, e.g. {x86_64: linux/amd64}"
            );
        }
    }
}
