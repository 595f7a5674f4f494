using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>
/// Targets of a system that no container is of (Windows, macOS): they are compiled in a container of linux, their files are never started here, and what
/// is about ELF files is not for them. What the project says for all its targets passes them by; what they say of themselves must be possible.
/// </summary>
internal static class ForeignRules
{
    public static void Check(Findings findings)
    {
        var config = findings.Config;
        foreach (var (name, target) in ConfiguredTargets.Of(config).Where(pair => Platform.Find(pair.Value.Platform) is { IsLinux: false }))
        {
            var path = PlaceOf(findings, name);
            if (findings.IsWritten("builder") && (target.BuildPlatform ?? config.BuildPlatform) is null)
            {
                findings.Report(
                    ErrorCode.MissingKey,
                    path,
                    $"the target {Quoted.Of(name)} is for {target.Platform}, and no container is: nothing says where it is compiled",
                    "add build_platform: linux/amd64"
                );
            }

            if (target.Smoke is { Skip: null })
            {
                findings.Report(
                    ErrorCode.InvalidValue,
                    path,
                    $"the target {Quoted.Of(name)} has smoke, but no container can start programs for {target.Platform}",
                    "remove its smoke, or say why nothing is started: smoke: {skip: \"...\"}"
                );
            }

            if (target.Abi?.Policy is { } policy && AbiTerms.Refusal(policy) is null && !Fits(policy, target.Platform))
            {
                findings.Report(
                    ErrorCode.InvalidValue,
                    path,
                    $"the target {Quoted.Of(name)} has abi, but that policy is not for {target.Platform}",
                    $"remove its policy{(IsMac(target.Platform) ? ", or write macos VERSION" : "")}; libraries and exceptions may stay"
                );
            }

            if (config.Wheels is not null)
            {
                findings.Report(
                    ErrorCode.InvalidValue,
                    path,
                    $"the target {Quoted.Of(name)} is for {target.Platform}, and wheels are made for linux only",
                    "let them enter as prebuilt:, or remove the target"
                );
            }
        }
    }

    private static bool Fits(string policy, string platform) => IsMac(platform) && AbiTerms.Parse(policy).All(term => term.Name == AbiTerms.MacOs);

    private static bool IsMac(string platform) => platform.StartsWith("darwin/", StringComparison.Ordinal);

    private static string PlaceOf(Findings findings, string name) =>
        Key("targets", name) is var listed && findings.IsWritten(listed) ? listed : "matrix.platform";
}
