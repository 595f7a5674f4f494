using Springform.Names;

namespace Springform.Abi.Policies;

/// <summary>Which GCC first shipped a libstdc++ or libgcc_s with a version.</summary>
internal static class GccReleases
{
    /// <summary>Null for what is no version of theirs, or newer than the table. Words (CXXABI_LDBL_1.3) are older than the numbers that matter.</summary>
    public static VersionNumber? FirstWith(SymbolVersion version) =>
        version.Number is not null && version.Word.Length == 0 && PolicyData.Current.GccReleases.TryGetValue(version.Namespace, out var releases)
            ? releases.Where(entry => entry.Version >= version.Number).OrderBy(entry => entry.Version).Select(entry => entry.Gcc).FirstOrDefault()
            : null;

    public static bool Knows(string name) => PolicyData.Current.GccReleases.ContainsKey(name);
}
