namespace Springform.Abi.Elf;

/// <summary>
/// What the dynamic section says: libraries, versions and symbols, found as a loader finds them, by address. Section headers only help to count symbols.
/// </summary>
internal static class DynamicFacts
{
    private const ulong HasTextRelocations = 4;
    private const ulong IsPie = 0x08000000;

    public static ElfFile Of(ByteSource source, ElfLayout layout, ElfSegment segment, ElfFile file, bool withExports)
    {
        var table = DynamicTable.Read(source, layout.Header, segment);
        var strings = new ElfStrings(StringsOf(source, layout, table));
        var needed = new List<string>();
        foreach (var name in table.Values(DynamicTable.Needed))
            needed.Add(strings.At(name));
        file = file with
        {
            Needed = needed,
            Soname = Text(table, DynamicTable.Soname, ref strings),
            Rpath = Text(table, DynamicTable.Rpath, ref strings),
            Runpath = Text(table, DynamicTable.Runpath, ref strings),
            TextRelocations = table.Has(DynamicTable.TextRelocations) || (table.Value(DynamicTable.Flags) & HasTextRelocations) > 0,
            PackedRelocations = table.Has(DynamicTable.Relr),
        };
        var versions = Versions(source, layout, table, ref strings);
        var (imports, exports) = Symbols(source, layout, table, versions, ref strings, withExports);
        return file with { Kind = KindOf(file, table), Needs = versions.Needs, Defines = versions.Definitions, Imports = imports, Exports = exports };
    }

    private static ElfKind KindOf(ElfFile file, DynamicTable table)
    {
        if (file.TypeNumber == 2)
            return file.Interpreter is null && file.Needed.Count == 0 ? ElfKind.StaticExecutable : ElfKind.Executable;
        if (file.Interpreter is not null)
            return file.Soname is null ? ElfKind.Executable : ElfKind.SharedObject;

        // Without a loader's name: DF_1_PIE says program. Linkers before 2.26 did not set it, but gave only programs a DT_DEBUG.
        var isProgram = (table.Value(DynamicTable.Flags1) & IsPie) > 0 || (table.Has(DynamicTable.Debug) && file.Soname is null);
        return !isProgram ? ElfKind.SharedObject
            : file.Needed.Count == 0 ? ElfKind.StaticPieExecutable
            : ElfKind.Executable;
    }

    private static ReadOnlySpan<byte> StringsOf(ByteSource source, ElfLayout layout, DynamicTable table)
    {
        if (table.Value(DynamicTable.StringTable) is not { } address)
            return [];
        var (offset, bytes) = layout.Place(address, "string table");
        var size = table.Value(DynamicTable.StringBytes) ?? (ulong)bytes;
        return size <= (ulong)bytes
            ? source.Read(offset, (long)size, "string table")
            : throw new MalformedException("its string table reaches beyond its segment");
    }

    private static string? Text(DynamicTable table, ulong tag, ref ElfStrings strings) => table.Value(tag) is { } offset ? strings.At(offset) : null;

    private static VersionTables Versions(ByteSource source, ElfLayout layout, DynamicTable table, ref ElfStrings strings)
    {
        var versions = new VersionTables();
        if (table.Value(DynamicTable.VersionNeeds) is { } needs)
        {
            var count = table.Value(DynamicTable.VersionNeedCount) ?? ulong.MaxValue;
            versions.ReadNeeds(Table(source, layout, table, needs, "table of needed versions"), count, ref strings);
        }

        if (table.Value(DynamicTable.VersionDefinitions) is { } definitions)
        {
            var count = table.Value(DynamicTable.VersionDefinitionCount) ?? ulong.MaxValue;
            versions.ReadDefinitions(Table(source, layout, table, definitions, "table of defined versions"), count, ref strings);
        }

        return versions;
    }

    private static ElfView Table(ByteSource source, ElfLayout layout, DynamicTable table, ulong address, string what)
    {
        var (offset, bytes) = layout.Place(address, what);
        return layout.Header.View(source.Read(offset, UpToNext(table, address, bytes), what));
    }

    // The linker pads the last record of no table: where the next one begins, or the segment ends, this one has ended.
    private static long UpToNext(DynamicTable table, ulong address, long bytes) =>
        table.NextTable(address) is { } next && next - address < (ulong)bytes ? (long)(next - address) : Math.Min(bytes, 1 << 20);

    private static (List<ElfImport> Imports, List<string> Exports) Symbols(
        ByteSource source,
        ElfLayout layout,
        DynamicTable table,
        VersionTables versions,
        ref ElfStrings strings,
        bool withExports
    )
    {
        if (table.Value(DynamicTable.SymbolTable) is not { } address)
            return ([], []);
        var (offset, bytes) = layout.Place(address, "symbol table");
        var size = SymbolTable.EntryBytes(layout.Header.Is64);
        var count = Math.Min(CountSymbols(source, layout, table, address, bytes), bytes / size);
        var indexes = ReadOnlySpan<byte>.Empty;
        if (table.Value(DynamicTable.VersionSymbols) is { } versionAddress)
        {
            var (at, rest) = layout.Place(versionAddress, "table of symbol versions");
            indexes = source.Read(at, Math.Min(count * 2, rest), "table of symbol versions");
        }

        var symbols = source.Read(offset, count * size, "symbol table");
        return (
            SymbolTable.Undefined(layout.Header, symbols, indexes, versions, ref strings),
            withExports ? SymbolTable.Defined(layout.Header, symbols, ref strings) : []
        );
    }

    // No entry says how many symbols there are. DT_HASH does (except where its words have 8 bytes); a GNU hash table leaves out undefined symbols.
    private static long CountSymbols(ByteSource source, ElfLayout layout, DynamicTable table, ulong address, long bytes)
    {
        var size = SymbolTable.EntryBytes(layout.Header.Is64);
        if (table.Value(DynamicTable.Hash) is { } hash && layout.Header.Machine != 0x9026 && !(layout.Header.Machine == 22 && layout.Header.Is64))
            return layout.Header.View(source.Read(layout.Place(hash, "hash table").Offset, 8, "hash table")).U32(4);
        foreach (var section in layout.Sections)
        {
            if (section.Type == ElfSection.DynamicSymbols && section.Address == address)
                return section.Size / size;
        }

        return (table.NextTable(address) is { } next ? Math.Min((long)Math.Min(next - address, long.MaxValue), bytes) : bytes) / size;
    }
}
