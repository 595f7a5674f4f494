using System.IO.Enumeration;
using Springform.Errors;
using Springform.Names;

namespace Springform.Config.Validation;

/// <summary>
/// What repair of an archive goes by: a builder that has the libraries, and for each target a policy that says which of them the systems have.
/// </summary>
internal static class RepairRules
{
    /// <param name="path">of the switch</param>
    public static void Check(Findings findings, string path, PackageConfig package)
    {
        var config = findings.Config;
        if (!findings.IsWritten("builder"))
        {
            findings.Report(
                ErrorCode.MissingKey,
                path,
                $"{path} takes libraries from the builder, but the file has no builder",
                "add builder: with image and dockerfile, or remove it"
            );
        }

        var made = ConfiguredTargets.Of(config).Where(pair => IsMade(package, pair.Key)).ToList();
        var foreign = made.Where(pair => Platform.Find(pair.Value.Platform) is { IsLinux: false }).Select(pair => pair.Key).ToList();
        if (foreign.Count > 0)
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} rewrites ELF files, and {Names(foreign)} has none",
                "limit the package to the targets of linux: targets: [...]"
            );
        }

        var targets = made.Where(pair => !foreign.Contains(pair.Key)).ToList();
        var without = targets.Where(pair => (pair.Value.Abi ?? config.Abi)?.Policy is null).Select(pair => pair.Key).ToList();
        if (without.Count > 0)
        {
            findings.Report(
                ErrorCode.MissingKey,
                path,
                $"{path} has no policy to go by: nothing says what {Names(without)} may need of a system",
                "add abi: with a policy of manylinux or musllinux, or with libraries"
            );
        }

        var unlimited = targets
            .Where(pair =>
                (pair.Value.Abi ?? config.Abi) is { Libraries: [], Policy: { } policy } && AbiTerms.Refusal(policy) is null && !AbiTerms.ListsLibraries(policy)
            )
            .Select(pair => pair.Key)
            .ToList();
        if (unlimited.Count > 0)
        {
            findings.Report(
                ErrorCode.MissingKey,
                path,
                $"{path} has nothing to do: the abi of {Names(unlimited)} allows every library",
                "add the libraries that every system has to abi.libraries (libc.so.6, libm.so.6, ...), or use a policy of manylinux or musllinux"
            );
        }
    }

    private static bool IsMade(PackageConfig package, string target) => package.Targets is null || package.Targets.Any(glob => TargetName.Fits(glob, target));

    private static string Names(List<string> targets) =>
        targets.Count == 1 ? $"the target {Quoted.Of(targets[0])}" : $"the targets {string.Join(", ", targets.Select(Quoted.Of))}";
}
