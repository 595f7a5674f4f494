namespace Springform.Abi.Elf;

/// <summary>
/// NT_GNU_PROPERTY_TYPE_0 notes (x86-64 psABI, "Program Property"; Linux Extensions to gABI): which instruction set a file needs.
/// </summary>
internal static class GnuProperties
{
    private const uint IsaNeeded = 0xC0008002;

    private static readonly IReadOnlyList<string> Levels = ["x86-64-baseline", "x86-64-v2", "x86-64-v3", "x86-64-v4"];

    /// <param name="noteAlign">of the segment or section: notes begin at multiples of it</param>
    public static IReadOnlyList<string> IsaOf(ElfHeader header, ReadOnlySpan<byte> notes, ulong noteAlign)
    {
        var note = GnuNotes.Find(header, notes, noteAlign, GnuNotes.Property);
        return note is var (start, end) ? Named(Needed(header.View(notes), start, end, header.Is64 ? 8 : 4)) : [];
    }

    private static List<string> Named(uint bits) => [.. Levels.Where((_, bit) => (bits & (1u << bit)) != 0)];

    private static uint Needed(ElfView view, long at, long end, int align)
    {
        while (at + 8 <= end)
        {
            var size = view.U32((int)at + 4);
            if (view.U32((int)at) == IsaNeeded && size == 4 && at + 12 <= end)
                return view.U32((int)at + 8);
            at = GnuNotes.Aligned(at + 8 + size, align);
        }

        return 0;
    }
}
