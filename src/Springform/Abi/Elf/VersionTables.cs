namespace Springform.Abi.Elf;

/// <summary>
/// Versions needed and defined (LSB core, "Symbol Versioning"): chains of records whose offsets are relative, so each step is bounded by the counts
/// that the dynamic section names and by the table's end.
/// </summary>
internal sealed class VersionTables
{
    private const int NeedBytes = 16;
    private const int DefinitionBytes = 20;
    private const ushort IsBase = 1;
    private const ushort IsWeak = 2;
    private const int MaxRecords = 100_000;

    private readonly Dictionary<int, VersionNeed> byIndex = [];
    private int records;

    public List<VersionNeed> Needs { get; } = [];

    public List<string> Definitions { get; } = [];

    /// <summary>The need that an entry of .gnu.version stands for.</summary>
    public VersionNeed? Of(int index) => byIndex.GetValueOrDefault(index);

    /// <param name="view">from the first record to the end of its segment</param>
    public void ReadNeeds(ElfView view, ulong count, ref ElfStrings strings)
    {
        long at = 0;
        for (ulong index = 0; index < count; index++)
        {
            Require(view, at, NeedBytes);
            var library = strings.At(view.U32((int)at + 4));
            ReadAuxiliaries(view, at + view.U32((int)at + 8), view.U16((int)at + 2), library, ref strings);
            var next = view.U32((int)at + 12);
            if (next == 0)
                return;
            at += next;
        }
    }

    /// <inheritdoc cref="ReadNeeds"/>
    public void ReadDefinitions(ElfView view, ulong count, ref ElfStrings strings)
    {
        long at = 0;
        for (ulong index = 0; index < count; index++)
        {
            Require(view, at, DefinitionBytes);
            var name = at + view.U32((int)at + 12);
            if ((view.U16((int)at + 2) & IsBase) == 0 && view.U16((int)at + 6) > 0)
            {
                Require(view, name, 8);
                Definitions.Add(strings.At(view.U32((int)name)));
            }

            var next = view.U32((int)at + 16);
            if (next == 0)
                return;
            at += next;
        }
    }

    private void ReadAuxiliaries(ElfView view, long at, int count, string library, ref ElfStrings strings)
    {
        for (var index = 0; index < count; index++)
        {
            Require(view, at, NeedBytes);
            var need = new VersionNeed(library, strings.At(view.U32((int)at + 8)), (view.U16((int)at + 4) & IsWeak) != 0);
            Needs.Add(need);
            byIndex[view.U16((int)at + 6) & 0x7FFF] = need;
            var next = view.U32((int)at + 12);
            if (next == 0)
                return;
            at += next;
        }
    }

    private void Require(ElfView view, long at, int bytes)
    {
        if (at > view.Length - bytes || ++records > MaxRecords)
            throw new MalformedException("its table of symbol versions is cut off or runs in a circle");
    }
}
