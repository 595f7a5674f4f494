namespace Springform.Abi.Elf;

/// <summary>A section header (ELF gABI, chapter 4, "Sections"). Offsets and sizes in bytes; names are not needed and not read.</summary>
internal readonly record struct ElfSection(uint Name, uint Type, ulong Flags, ulong Address, long Offset, long Size, uint Link)
{
    public const uint SymbolTable = 2;
    public const uint DynamicTable = 6;
    public const uint Note = 7;
    public const uint NoBits = 8;
    public const uint DynamicSymbols = 11;
    public const ulong Executable = 4;

    public static IReadOnlyList<ElfSection> ReadAll(ByteSource source, ElfHeader header)
    {
        var size = header.SectionBytes;
        var view = header.View(source.Read(header.SectionOffset, (long)header.SectionCount * size, "section header table"));
        var sections = new ElfSection[header.SectionCount];
        for (var index = 0; index < sections.Length; index++)
        {
            var at = index * size;
            sections[index] = header.Is64
                ? new ElfSection(
                    view.U32(at),
                    view.U32(at + 4),
                    view.Word(at + 8),
                    view.Word(at + 16),
                    view.Offset(at + 24),
                    view.Offset(at + 32),
                    view.U32(at + 40)
                )
                : new ElfSection(
                    view.U32(at),
                    view.U32(at + 4),
                    view.Word(at + 8),
                    view.Word(at + 12),
                    view.Offset(at + 16),
                    view.Offset(at + 20),
                    view.U32(at + 24)
                );
        }

        return sections;
    }
}
