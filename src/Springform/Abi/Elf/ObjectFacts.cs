namespace Springform.Abi.Elf;

/// <summary>What an object for the linker says: the symbols that it leaves open. They have no versions yet; the link that uses it gives them theirs.</summary>
internal static class ObjectFacts
{
    public static ElfFile Of(ByteSource source, ElfLayout layout, ElfFile file) =>
        file with
        {
            Stack = StackOf(source, layout),
            Imports = ImportsOf(source, layout),
            IsaNeeded = IsaOf(source, layout),
        };

    private static List<ElfImport> ImportsOf(ByteSource source, ElfLayout layout)
    {
        var imports = new List<ElfImport>();
        foreach (var section in layout.Sections.Where(section => section.Type == ElfSection.SymbolTable))
        {
            var strings = new ElfStrings(Contents(source, layout, section.Link, "string table"));
            imports.AddRange(SymbolTable.Undefined(layout.Header, source.Read(section.Offset, section.Size, "symbol table"), [], null, ref strings));
        }

        return imports;
    }

    private static StackMark StackOf(ByteSource source, ElfLayout layout)
    {
        if (layout.Header.NameSection >= layout.Sections.Count || layout.Header.NameSection == 0)
            return StackMark.None;
        var names = Contents(source, layout, (uint)layout.Header.NameSection, "table of section names");
        foreach (var section in layout.Sections)
        {
            if (section.Name < names.Length && names[(int)section.Name..].StartsWith(".note.GNU-stack\0"u8))
                return ElfReader.Mark((section.Flags & ElfSection.Executable) != 0);
        }

        return StackMark.None;
    }

    private static IReadOnlyList<string> IsaOf(ByteSource source, ElfLayout layout)
    {
        foreach (var section in layout.Sections.Where(section => section.Type == ElfSection.Note))
        {
            if (GnuProperties.IsaOf(layout.Header, source.Read(section.Offset, section.Size, "notes"), layout.Header.Is64 ? 8u : 4u) is { Count: > 0 } isa)
                return isa;
        }

        return [];
    }

    private static ReadOnlySpan<byte> Contents(ByteSource source, ElfLayout layout, uint index, string what)
    {
        if (index >= layout.Sections.Count)
            throw new MalformedException($"its {what} is section {index} of {layout.Sections.Count}");
        var section = layout.Sections[(int)index];
        return section.Type == ElfSection.NoBits ? [] : source.Read(section.Offset, section.Size, what);
    }
}
