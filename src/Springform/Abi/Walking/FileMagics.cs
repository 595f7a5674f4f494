using Springform.Abi.Native;
using Springform.Archives;

namespace Springform.Abi.Walking;

/// <summary>Recognises compiled code by the formats' own specifications, and archives as <see cref="ArchiveFormats"/> does.</summary>
internal static class FileMagics
{
    /// <summary>What must be seen of a file to recognise it.</summary>
    public const int HeadBytes = ArchiveFormats.HeadBytes;

    public static FileMagic Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\u007fELF"u8))
            return FileMagic.Elf;
        if (head.StartsWith("MZ"u8))
            return FileMagic.Pe;
        if (MachReader.IsThin(head) || MachReader.IsUniversal(head))
            return FileMagic.MachO;
        if (ArchiveFormats.Of(head) is { } format)
            return format == ArchiveFormats.Ar ? FileMagic.Ar
                : format == ArchiveFormats.ThinAr ? FileMagic.ThinAr
                : FileMagic.Packed;
        return CoffReader.MayBe(head) ? FileMagic.Coff : FileMagic.Other;
    }

    /// <summary>Whether it is unpacked from its beginning to its end, in one pass.</summary>
    public static bool IsSequential(ReadOnlySpan<byte> head) => Of(head) == FileMagic.Packed && ArchiveFormats.Of(head) is { HasDirectory: false };
}
