using Springform.Errors;

namespace Springform.Abi.Policies;

/// <summary>The versions of a manylinux policy, for the file's machine. A library that comes along is not the system's, and free.</summary>
internal sealed class ManyLinuxRule(ManyLinuxPolicy policy, Bundle bundle) : IAbiRule
{
    public IEnumerable<Violation> Check(AbiFile file)
    {
        if (!policy.Machines.Contains(file.Elf.Machine))
        {
            yield return new Violation(
                ErrorCode.WrongMachine,
                file.Path,
                $"is for {file.Elf.Machine}, for which there is no {policy.Name}",
                $"it is for {string.Join(", ", policy.Machines)}",
                []
            );
            yield break;
        }

        var glibc = policy.Ceiling(file.Elf.Machine, "GLIBC")!;
        foreach (var violation in new GlibcRule(glibc, policy.Name).Check(file))
            yield return violation;
        foreach (var need in file.Versions.Where(need => !need.IsWeak && !bundle.Brings(need) && policy.Libraries.Contains(need.Library)))
        {
            var version = SymbolVersion.Of(need.Version);
            if (version.Namespace == "GLIBC" || version.Number is null)
                continue; // GLIBC was checked; CXXABI_FLOAT128 and the like have no number, and are older than what is
            if (policy.Ceiling(file.Elf.Machine, version.Namespace) is not { } ceiling || version.Number > ceiling)
            {
                var limit = policy.Ceiling(file.Elf.Machine, version.Namespace) is { } known ? $"{version.Namespace}_{known}" : $"no {version.Namespace}";
                yield return VersionRule.TooNew(
                    file,
                    need,
                    policy.Name,
                    limit,
                    "build it in the image of this policy, or on an older base, or bring the library along"
                );
            }
        }
    }
}
