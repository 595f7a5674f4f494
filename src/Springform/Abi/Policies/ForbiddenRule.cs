using Springform.Errors;
using Springform.Names;

namespace Springform.Abi.Policies;

/// <summary>Symbols that some builds of a library have and others do not: a file that uses them only loads beside the one that it was linked with.</summary>
internal sealed class ForbiddenRule(string term, VersionNumber glibc, Bundle bundle) : IAbiRule
{
    public IEnumerable<Violation> Check(AbiFile file)
    {
        foreach (var library in file.Elf.Needed.Where(library => !bundle.Has(library)).Distinct(StringComparer.Ordinal))
        {
            var used = PolicyData.Current.Forbidden.TryGetValue(library, out var names)
                ? file.ForbiddenSymbols.Where(symbol => names.TryGetValue(symbol, out var until) && (until is null || glibc < until)).ToList()
                : [];
            if (used.Count > 0)
            {
                yield return new Violation(
                    ErrorCode.PrivateVersion,
                    file.Path,
                    $"uses {string.Join(", ", used)} of {library}, which not every {library} has; {term} does not allow it",
                    "use the documented functions of the library only, link it statically, or bring it along (repair: true)",
                    used
                );
            }
        }
    }
}
