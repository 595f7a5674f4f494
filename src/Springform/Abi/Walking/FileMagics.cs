using Springform.Abi.Native;
using Springform.Archives;

namespace Springform.Abi.Walking;

/// <summary>Recognises compiled code by the formats' own specifications, and archives as <see cref="PackedFormats"/> does.</summary>
internal static class FileMagics
{
    /// <summary>What must be seen of a file to recognise it.</summary>
    public const int HeadBytes = PackedFormats.HeadBytes;

    public static FileMagic Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\u007fELF"u8))
            return FileMagic.Elf;
        if (head.StartsWith("MZ"u8))
            return FileMagic.Pe;
        if (MachReader.IsThin(head) || MachReader.IsUniversal(head))
            return FileMagic.MachO;
        return PackedFormats.Of(head) switch
        {
            PackedFormat.Ar => FileMagic.Ar,
            PackedFormat.ThinAr => FileMagic.ThinAr,
            PackedFormat.Zip => FileMagic.Zip,
            PackedFormat.Tar => FileMagic.Tar,
            PackedFormat.Gzip => FileMagic.Gzip,
            PackedFormat.Xz => FileMagic.Xz,
            PackedFormat.Zstd => FileMagic.Zstd,
            PackedFormat.Bzip2 => FileMagic.Bzip2,
            _ => CoffReader.MayBe(head) ? FileMagic.Coff : FileMagic.Other,
        };
    }
}
