namespace Springform.Abi.Elf;

/// <summary>The file header (ELF gABI, chapter 4, "ELF Header"), with the numbers of entries that it keeps in section 0 where they do not fit.</summary>
internal sealed record ElfHeader
{
    private const int ManyPrograms = 0xFFFF;

    public required bool Is64 { get; init; }

    public required bool BigEndian { get; init; }

    public required byte OsAbi { get; init; }

    public required ushort Type { get; init; }

    public required ushort Machine { get; init; }

    public required uint Flags { get; init; }

    public required long ProgramOffset { get; init; }

    public required int ProgramCount { get; init; }

    public required long SectionOffset { get; init; }

    public required int SectionCount { get; init; }

    /// <summary>The section with the sections' names.</summary>
    public required int NameSection { get; init; }

    public int ProgramBytes => Is64 ? 56 : 32;

    public int SectionBytes => Is64 ? 64 : 40;

    public ElfView View(ReadOnlySpan<byte> bytes) => new(bytes, Is64, BigEndian);

    /// <exception cref="MalformedException">not a header that the gABI knows</exception>
    public static ElfHeader Read(ByteSource source)
    {
        var identity = source.Read(0, 16, "header");
        if (!identity.StartsWith("\u007fELF"u8))
            throw new MalformedException("it does not begin like an ELF file");
        if (identity[4] is not (1 or 2) || identity[5] is not (1 or 2) || identity[6] != 1)
            throw new MalformedException($"its header has class {identity[4]}, byte order {identity[5]} and version {identity[6]}, which no ELF file has");

        var is64 = identity[4] == 2;
        var view = new ElfView(source.Read(0, is64 ? 64 : 52, "header"), is64, identity[5] == 2);
        var after = is64 ? 48 : 36; // e_flags: what comes before it has the size of words
        var header = new ElfHeader
        {
            Is64 = is64,
            BigEndian = identity[5] == 2,
            OsAbi = identity[7],
            Type = view.U16(16),
            Machine = view.U16(18),
            Flags = view.U32(after),
            ProgramOffset = view.Offset(is64 ? 32 : 28),
            ProgramCount = view.U16(after + 8),
            SectionOffset = view.Offset(is64 ? 40 : 32),
            SectionCount = view.U16(after + 12),
            NameSection = view.U16(after + 14),
        };
        Require(header.ProgramCount, view.U16(after + 6), header.ProgramBytes, "program header");
        Require(header.SectionCount, view.U16(after + 10), header.SectionBytes, "section header");
        return header.SectionOffset == 0 ? header with { SectionCount = 0 } : header.WithNumbersOfSection0(source);
    }

    private static void Require(int count, int size, int expected, string what)
    {
        if (count > 0 && size != expected)
            throw new MalformedException($"its {what}s have {size} bytes each instead of {expected}");
    }

    private ElfHeader WithNumbersOfSection0(ByteSource source)
    {
        if (SectionCount > 0 && ProgramCount != ManyPrograms)
            return this;
        var first = View(source.Read(SectionOffset, SectionBytes, "section header table"));
        return this with
        {
            SectionCount = SectionCount > 0 ? SectionCount : Count(first.Offset(Is64 ? 32 : 20)),
            ProgramCount = ProgramCount != ManyPrograms ? ProgramCount : Count(first.U32(Is64 ? 44 : 28)),
        };
    }

    private static int Count(long count) => count <= int.MaxValue / 64 ? (int)count : throw new MalformedException($"its header names {count} entries");
}
