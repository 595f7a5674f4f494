using Springform.Errors;
using Springform.Names;

namespace Springform.Abi.Policies;

/// <summary><c>glibc 2.31</c>: no symbol of a newer glibc. Libraries are not looked at.</summary>
internal sealed class GlibcRule(VersionNumber ceiling, string term) : IAbiRule
{
    public IEnumerable<Violation> Check(AbiFile file)
    {
        var fix = $"build it on a base with glibc {ceiling} or older, or raise the policy";
        if (CLibraries.Of(file.Elf) == CLibrary.Musl)
            yield return new Violation(
                ErrorCode.WrongCLibrary,
                file.Path,
                $"is linked with musl, {term} allows glibc and static files",
                "build it on a base with glibc, or link it statically",
                []
            );
        foreach (var need in file.Versions.Where(need => !need.IsWeak))
        {
            var version = SymbolVersion.Of(need.Version);
            if (version.Namespace != "GLIBC")
                continue;
            var since = version.Word.Length == 0 ? version.Number : PolicyData.Current.Marks.GetValueOrDefault(version.Word);
            if (since is null)
                yield return VersionRule.Private(file, need, term);
            else if (since > ceiling)
                yield return VersionRule.TooNew(
                    file,
                    need,
                    term,
                    $"GLIBC_{ceiling}",
                    version.Word.Length == 0 ? fix : $"{fix}; {need.Version} came with glibc {since}"
                );
        }

        foreach (var violation in Implied(file, fix))
            yield return violation;
    }

    private IEnumerable<Violation> Implied(AbiFile file, string fix)
    {
        if (file.ImpliedGlibc is { } implied && implied.Version > ceiling)
        {
            yield return new Violation(
                ErrorCode.VersionTooNew,
                file.Path,
                $"uses {implied.Symbol}, which glibc has since {implied.Version}; {term} allows up to GLIBC_{ceiling}",
                fix,
                [implied.Symbol]
            );
        }

        var relr = PolicyData.Current.Marks["ABI_DT_RELR"];
        if (
            file.Elf.PackedRelocations
            && ceiling < relr
            && CLibraries.Of(file.Elf) == CLibrary.Glibc
            && !file.Versions.Any(need => need.Version == "GLIBC_ABI_DT_RELR")
        )
        {
            yield return new Violation(
                ErrorCode.VersionTooNew,
                file.Path,
                $"has packed relocations (DT_RELR), which glibc knows since {relr}; {term} allows up to GLIBC_{ceiling}",
                "link it without -z pack-relative-relocs",
                []
            );
        }
    }
}
