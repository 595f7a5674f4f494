using System.IO.Enumeration;
using Springform.Errors;

namespace Springform.Abi.Policies;

/// <summary>Only these libraries may be needed from the system, and the loader.</summary>
/// <param name="owner">whose list it is</param>
/// <param name="allowed">names or globs</param>
internal sealed class LibraryRule(string owner, IReadOnlyList<string> allowed, Bundle bundle) : IAbiRule
{
    public IEnumerable<Violation> Check(AbiFile file) =>
        file
            .Elf.Needed.Distinct(StringComparer.Ordinal)
            .Where(library => !bundle.Has(library) && !Allows(allowed, library))
            .Select(library => new Violation(
                ErrorCode.LibraryNotAllowed,
                file.Path,
                $"needs the library {library}, which {owner} does not allow",
                "link it statically, bring it along (repair: true), or add it to abi.libraries",
                file.Versions.Where(need => need.Library == library).SelectMany(need => need.Symbols).ToList()
            ));

    public static bool Allows(IReadOnlyList<string> allowed, string library) =>
        CLibraries.IsGlibcLoader(library) || allowed.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, library, ignoreCase: false));
}
