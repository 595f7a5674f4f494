namespace Springform.Abi.Elf;

/// <summary>
/// Notes of the name GNU (gABI, "Note Section"; Linux Extensions to gABI). A note that cannot be read ends them: the loader passes over it as well.
/// </summary>
internal static class GnuNotes
{
    public const uint AbiTag = 1;
    public const uint Property = 5;

    /// <summary>Where the description of the first note of a type lies; null when there is none.</summary>
    /// <param name="noteAlign">of the segment or section: notes begin at multiples of it</param>
    public static (long Start, long End)? Find(ElfHeader header, ReadOnlySpan<byte> notes, ulong noteAlign, uint type)
    {
        var view = header.View(notes);
        var step = noteAlign == 8 ? 8 : 4;
        long at = 0;
        while (at + 16 <= view.Length)
        {
            var nameBytes = view.U32((int)at);
            var start = at + 12 + Aligned(nameBytes, 4);
            var end = start + view.U32((int)at + 4);
            if (end > view.Length)
                break;
            if (view.U32((int)at + 8) == type && nameBytes == 4 && notes.Slice((int)at + 12, 4).SequenceEqual("GNU\0"u8))
                return (start, end);
            at = Aligned(end, step);
        }

        return null;
    }

    public static long Aligned(long value, int to) => (value + to - 1) / to * to;
}
