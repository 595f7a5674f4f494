using Springform.Errors;

namespace Springform.Abi.Policies;

/// <summary>What the rules about symbol versions share: which needs count, and the words for one that is too new.</summary>
internal static class VersionRule
{
    /// <param name="term">the policy as it was written</param>
    /// <param name="limit">up to what it allows: <c>GLIBC_2.31</c></param>
    public static Violation TooNew(AbiFile file, NeededVersion need, string term, string limit, string fix) =>
        new(ErrorCode.VersionTooNew, file.Path, $"needs {need.Version} of {need.Library} ({SymbolsOf(need)}), {term} allows up to {limit}", fix, need.Symbols);

    public static Violation Private(AbiFile file, NeededVersion need, string term) =>
        new(
            ErrorCode.PrivateVersion,
            file.Path,
            $"needs {need.Version} of {need.Library} ({SymbolsOf(need)}), which only the glibc that it was built with has; {term} cannot hold",
            "do not use symbols of glibc's own; where the file is a part of glibc, leave it out",
            need.Symbols
        );

    public static string SymbolsOf(NeededVersion need) =>
        need.SymbolCount switch
        {
            0 => "no symbol: the file as a whole",
            1 => $"symbol {need.Symbols[0]}",
            var count when count <= need.Symbols.Count => $"symbols {string.Join(", ", need.Symbols)}",
            var count => $"symbols {string.Join(", ", need.Symbols)} and {count - need.Symbols.Count} more",
        };
}
