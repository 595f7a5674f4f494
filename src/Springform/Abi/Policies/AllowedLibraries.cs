using System.IO.Enumeration;
using Springform.Plan;

namespace Springform.Abi.Policies;

/// <summary>Which libraries a policy lets the system provide.</summary>
public static class AllowedLibraries
{
    /// <param name="policy">manylinux_2_31, musllinux_1_2; a policy without a list of libraries allows all</param>
    /// <param name="library">SONAME</param>
    public static bool Has(string policy, string library) =>
        CLibraries.IsGlibcLoader(library)
        || AbiTerms.Parse(policy).Select(AbiPolicy.LibrariesOf).OfType<IReadOnlyList<string>>()
            .All(allowed => allowed.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, library, ignoreCase: false)));
}
