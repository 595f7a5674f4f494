namespace Springform.Abi.Elf;

/// <summary>Header, segments and sections of one file, and what they say together.</summary>
internal sealed record ElfLayout(ElfHeader Header, IReadOnlyList<ElfSegment> Segments, IReadOnlyList<ElfSection> Sections)
{
    private const int Executable = 2;
    private const int SharedObject = 3;

    public static ElfLayout Read(ByteSource source)
    {
        var header = ElfHeader.Read(source);
        return new ElfLayout(
            header,
            header.ProgramCount == 0 ? [] : ElfSegment.ReadAll(source, header),
            header.SectionCount == 0 ? [] : ElfSection.ReadAll(source, header)
        );
    }

    public bool IsLoadable => Header.Type is Executable or SharedObject;

    public ElfSegment? Find(uint type)
    {
        foreach (var segment in Segments)
        {
            if (segment.Type == type)
                return segment;
        }

        return null;
    }

    /// <summary>objcopy --only-keep-debug leaves headers that point at contents which are no longer there; their sections say so.</summary>
    public bool IsDebugInformation
    {
        get
        {
            if (!IsLoadable || Sections.Count == 0)
                return false;
            if (Segments.Count == 0)
                return true;
            var code = Sections.Where(section => (section.Flags & ElfSection.Executable) != 0).ToList();
            var dynamic = Find(ElfSegment.Dynamic);
            return (code.Count > 0 && code.All(section => section.Type == ElfSection.NoBits))
                || (
                    dynamic is { FileBytes: > 0 }
                    && Sections.Any(section => section.Type == ElfSection.NoBits && section.Address == dynamic.Value.Address && section.Size > 0)
                );
        }
    }

    /// <summary>What must be in memory must be in the file.</summary>
    public void RequireWhole(ByteSource source)
    {
        foreach (var segment in Segments)
        {
            if (segment.Type == ElfSegment.Load && segment.FileBytes > source.Length - segment.Offset)
                throw new MalformedException($"a segment ends at byte {segment.Offset + segment.FileBytes} of a file of {source.Length}: it is cut off");
        }
    }

    /// <summary>The file's bytes from an address to the end of its segment.</summary>
    /// <exception cref="MalformedException">no segment that is loaded holds it</exception>
    public (long Offset, long Bytes) Place(ulong address, string what)
    {
        foreach (var segment in Segments)
        {
            if (segment.Type == ElfSegment.Load && address >= segment.Address && address - segment.Address < (ulong)segment.FileBytes)
            {
                var inside = (long)(address - segment.Address);
                return (segment.Offset + inside, segment.FileBytes - inside);
            }
        }

        throw new MalformedException($"its {what} is at an address that no segment loads");
    }
}
