namespace Springform.Abi.Elf;

/// <summary>
/// NT_GNU_PROPERTY_TYPE_0 notes (x86-64 psABI, "Program Property"; Linux Extensions to gABI): which instruction set a file needs. A note that
/// cannot be read says nothing: the loader passes over it as well.
/// </summary>
internal static class GnuProperties
{
    private const uint PropertyNote = 5;
    private const uint IsaNeeded = 0xC0008002;

    private static readonly IReadOnlyList<string> Levels = ["x86-64-baseline", "x86-64-v2", "x86-64-v3", "x86-64-v4"];

    /// <param name="noteAlign">of the segment or section: notes begin at multiples of it</param>
    public static IReadOnlyList<string> IsaOf(ElfHeader header, ReadOnlySpan<byte> notes, ulong noteAlign)
    {
        var view = header.View(notes);
        var step = noteAlign == 8 ? 8 : 4;
        for (long at = 0; at + 16 <= view.Length;)
        {
            var nameBytes = view.U32((int)at);
            var descriptionBytes = view.U32((int)at + 4);
            var content = at + 12 + Aligned(nameBytes, 4);
            var end = content + descriptionBytes;
            if (end > view.Length)
                break;
            if (view.U32((int)at + 8) == PropertyNote && nameBytes == 4 && notes.Slice((int)at + 12, 4).SequenceEqual("GNU\0"u8))
                return Named(Needed(view, content, end, header.Is64 ? 8 : 4));
            at = Aligned(end, step);
        }

        return [];
    }

    private static List<string> Named(uint bits) => [.. Levels.Where((_, bit) => (bits & (1u << bit)) != 0)];

    private static uint Needed(ElfView view, long at, long end, int align)
    {
        while (at + 8 <= end)
        {
            var size = view.U32((int)at + 4);
            if (view.U32((int)at) == IsaNeeded && size == 4 && at + 12 <= end)
                return view.U32((int)at + 8);
            at = Aligned(at + 8 + size, align);
        }

        return 0;
    }

    private static long Aligned(long value, int to) => (value + to - 1) / to * to;
}
