using Springform.Abi.Native;

namespace Springform.Abi.Walking;

/// <summary>Recognises files. Sources: the formats' own specifications; for tar POSIX.1-2017, pax, whose magic lies at byte 257.</summary>
internal static class FileMagics
{
    /// <summary>What must be seen of a file to recognise it: a tar's first block.</summary>
    public const int HeadBytes = 512;

    public static FileMagic Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\u007fELF"u8))
            return FileMagic.Elf;
        if (head.StartsWith("MZ"u8))
            return FileMagic.Pe;
        if (MachReader.IsThin(head) || MachReader.IsUniversal(head))
            return FileMagic.MachO;
        if (head.StartsWith("!<arch>\n"u8))
            return FileMagic.Ar;
        if (head.StartsWith("!<thin>\n"u8))
            return FileMagic.ThinAr;
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8) || head.StartsWith("PK\u0007\u0008"u8))
            return FileMagic.Zip;
        return head.Length >= HeadBytes && head[257..].StartsWith("ustar"u8) ? FileMagic.Tar : Compression(head);
    }

    private static FileMagic Compression(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08]))
            return FileMagic.Gzip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]))
            return FileMagic.Xz;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]))
            return FileMagic.Zstd;
        return head.StartsWith("BZh"u8) && head.Length > 9 && head[4..].StartsWith((ReadOnlySpan<byte>)[0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
            ? FileMagic.Bzip2
            : CoffReader.MayBe(head) ? FileMagic.Coff : FileMagic.Other;
    }
}
