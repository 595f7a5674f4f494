namespace Springform.Abi.Elf;

/// <summary>
/// The undefined symbols of a symbol table (ELF gABI, chapter 4, "Symbol Table"), each with its version where it has one, and the names of those that others
/// can use.
/// </summary>
internal static class SymbolTable
{
    private const int Local = 0;
    private const int Weak = 2;
    private const int SectionType = 3;
    private const int Internal = 1;
    private const int Hidden = 2;
    private const int VersionMask = 0x7FFF;
    private const int MaxImports = 1_000_000;

    public static int EntryBytes(bool is64) => is64 ? 24 : 16;

    /// <param name="symbols">whole entries</param>
    /// <param name="versions">.gnu.version; empty without one</param>
    /// <param name="tables">null for an object</param>
    public static List<ElfImport> Undefined(
        ElfHeader header,
        ReadOnlySpan<byte> symbols,
        ReadOnlySpan<byte> versions,
        VersionTables? tables,
        ref ElfStrings strings
    )
    {
        var imports = new List<ElfImport>();
        var size = EntryBytes(header.Is64);
        var view = header.View(symbols);
        var index = header.View(versions);
        for (var number = 1; (number + 1) * (long)size <= symbols.Length; number++)
        {
            var at = number * size;
            var info = view.U8(at + (header.Is64 ? 4 : 12));
            var name = view.U32(at);
            if (view.U16(at + (header.Is64 ? 6 : 14)) != 0 || name == 0 || info >> 4 == Local || (info & 15) == SectionType)
                continue;
            if (imports.Count == MaxImports)
                throw new MalformedException($"it uses more than {MaxImports} symbols of others");
            var need = (number + 1) * 2 <= versions.Length ? tables?.Of(index.U16(number * 2) & VersionMask) : null;
            imports.Add(new ElfImport(strings.At(name), need?.Version, need?.Library, info >> 4 == Weak));
        }

        return imports;
    }

    /// <summary>Global and weak, defined, and not kept inside by their visibility (hidden, internal).</summary>
    public static List<string> Defined(ElfHeader header, ReadOnlySpan<byte> symbols, ref ElfStrings strings)
    {
        var exports = new List<string>();
        var size = EntryBytes(header.Is64);
        var view = header.View(symbols);
        for (var number = 1; (number + 1) * (long)size <= symbols.Length; number++)
        {
            var at = number * size;
            var info = view.U8(at + (header.Is64 ? 4 : 12));
            var visibility = view.U8(at + (header.Is64 ? 5 : 13)) & 3;
            var name = view.U32(at);
            if (view.U16(at + (header.Is64 ? 6 : 14)) == 0 || name == 0 || info >> 4 == Local || (info & 15) == SectionType || visibility is Internal or Hidden)
                continue;
            if (exports.Count == MaxImports)
                throw new MalformedException($"it offers more than {MaxImports} symbols");
            exports.Add(strings.At(name));
        }

        return exports;
    }
}
