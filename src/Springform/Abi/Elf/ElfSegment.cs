namespace Springform.Abi.Elf;

/// <summary>A program header (ELF gABI, chapter 5). Offsets and sizes in bytes.</summary>
internal readonly record struct ElfSegment(uint Type, uint Flags, long Offset, ulong Address, long FileBytes, ulong Align)
{
    public const uint Load = 1;
    public const uint Dynamic = 2;
    public const uint Interpreter = 3;
    public const uint Note = 4;
    public const uint GnuStack = 0x6474E551;
    public const uint GnuProperty = 0x6474E553;
    public const uint Executable = 1;

    public static IReadOnlyList<ElfSegment> ReadAll(ByteSource source, ElfHeader header)
    {
        var size = header.ProgramBytes;
        var view = header.View(source.Read(header.ProgramOffset, (long)header.ProgramCount * size, "program header table"));
        var segments = new ElfSegment[header.ProgramCount];
        for (var index = 0; index < segments.Length; index++)
        {
            var at = index * size;
            segments[index] = header.Is64
                ? new ElfSegment(view.U32(at), view.U32(at + 4), view.Offset(at + 8), view.Word(at + 16), view.Offset(at + 32), view.Word(at + 48))
                : new ElfSegment(view.U32(at), view.U32(at + 24), view.Offset(at + 4), view.Word(at + 8), view.Offset(at + 16), view.Word(at + 28));
        }

        return segments;
    }
}
