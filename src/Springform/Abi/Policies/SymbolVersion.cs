using Springform.Names;

namespace Springform.Abi.Policies;

/// <summary>The name of a symbol version, taken apart: GLIBC_2.34, GLIBCXX_3.4.30, CXXABI_LDBL_1.3, GLIBC_PRIVATE.</summary>
/// <param name="Namespace">what it is a version of: GLIBC</param>
/// <param name="Number">null when it ends in no number</param>
/// <param name="Word">what stands between or instead: LDBL, PRIVATE, ABI_DT_RELR; empty for most</param>
internal sealed record SymbolVersion(string Namespace, VersionNumber? Number, string Word)
{
    public bool IsPrivate => Word == "PRIVATE";

    public static SymbolVersion Of(string text)
    {
        var first = text.IndexOf('_', StringComparison.Ordinal);
        if (first < 0)
            return new SymbolVersion(text, null, "");
        var rest = text[(first + 1)..];
        var last = rest.LastIndexOf('_');
        var number = VersionNumber.Find(rest[(last + 1)..]);
        return new SymbolVersion(
            text[..first],
            number,
            number is null ? rest
                : last < 0 ? ""
                : rest[..last]
        );
    }
}
