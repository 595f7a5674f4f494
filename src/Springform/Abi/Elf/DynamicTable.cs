namespace Springform.Abi.Elf;

/// <summary>The entries of PT_DYNAMIC up to DT_NULL (ELF gABI, chapter 5, "Dynamic Section").</summary>
internal sealed class DynamicTable
{
    public const ulong Needed = 1;
    public const ulong Hash = 4;
    public const ulong StringTable = 5;
    public const ulong SymbolTable = 6;
    public const ulong StringBytes = 10;
    public const ulong Soname = 14;
    public const ulong Rpath = 15;
    public const ulong Debug = 21;
    public const ulong TextRelocations = 22;
    public const ulong Runpath = 29;
    public const ulong Flags = 30;
    public const ulong Relr = 36;
    public const ulong VersionSymbols = 0x6FFFFFF0;
    public const ulong Flags1 = 0x6FFFFFFB;
    public const ulong VersionDefinitions = 0x6FFFFFFC;
    public const ulong VersionDefinitionCount = 0x6FFFFFFD;
    public const ulong VersionNeeds = 0x6FFFFFFE;
    public const ulong VersionNeedCount = 0x6FFFFFFF;

    private const ulong End = 0;

    /// <summary>Tags whose value is an address of a table; see <see cref="NextTable"/>.</summary>
    private static readonly HashSet<ulong> Addresses =
    [
        Hash,
        StringTable,
        SymbolTable,
        3,
        7,
        17,
        23,
        25,
        26,
        32,
        Relr,
        0x6FFFFEF5,
        VersionSymbols,
        VersionDefinitions,
        VersionNeeds,
    ];

    private readonly List<(ulong Tag, ulong Value)> entries = [];

    public static DynamicTable Read(ByteSource source, ElfHeader header, ElfSegment segment)
    {
        var table = new DynamicTable();
        var word = header.Is64 ? 8 : 4;
        var view = header.View(source.Read(segment.Offset, segment.FileBytes, "dynamic section"));
        for (var at = 0; at + (2 * word) <= view.Length && view.Word(at) != End; at += 2 * word)
            table.entries.Add((view.Word(at), view.Word(at + word)));
        return table;
    }

    /// <summary>The last one counts, as it does for the loader.</summary>
    public ulong? Value(ulong tag)
    {
        ulong? found = null;
        foreach (var entry in entries)
            found = entry.Tag == tag ? entry.Value : found;
        return found;
    }

    public bool Has(ulong tag) => Value(tag) is not null;

    public IEnumerable<ulong> Values(ulong tag) => entries.Where(entry => entry.Tag == tag).Select(entry => entry.Value);

    /// <summary>The lowest address of a table above this one: no table reaches into the next.</summary>
    public ulong? NextTable(ulong address)
    {
        var above = entries.Where(entry => Addresses.Contains(entry.Tag) && entry.Value > address).Select(entry => entry.Value).ToList();
        return above.Count == 0 ? null : above.Min();
    }
}
