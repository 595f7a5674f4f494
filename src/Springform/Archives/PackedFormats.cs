namespace Springform.Archives;

/// <summary>Recognises packed files. Names say nothing: a wheel is a zip. Sources: the formats' own specifications; for tar POSIX.1-2017, pax, whose magic lies at byte 257.</summary>
internal static class PackedFormats
{
    /// <summary>What must be seen of a file to recognise it: a tar's first block.</summary>
    public const int HeadBytes = 512;

    private static readonly (byte[] Magic, PackedFormat Format)[] Rows =
    [
        ("!<arch>\n"u8.ToArray(), PackedFormat.Ar),
        ("!<thin>\n"u8.ToArray(), PackedFormat.ThinAr),
        ("PK\u0003\u0004"u8.ToArray(), PackedFormat.Zip),
        ("PK\u0005\u0006"u8.ToArray(), PackedFormat.Zip),
        ("PK\u0007\u0008"u8.ToArray(), PackedFormat.Zip),
        ([0x1F, 0x8B, 0x08], PackedFormat.Gzip),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], PackedFormat.Xz),
        (ZstdInput.Magic.ToArray(), PackedFormat.Zstd),
    ];

    public static PackedFormat Of(ReadOnlySpan<byte> head)
    {
        foreach (var (magic, format) in Rows)
        {
            if (head.StartsWith(magic))
                return format;
        }

        if (head.Length >= HeadBytes && head[257..].StartsWith("ustar"u8))
            return PackedFormat.Tar;
        return head.StartsWith("BZh"u8) && head.Length > 9 && head[4..].StartsWith((ReadOnlySpan<byte>)[0x31, 0x41, 0x59, 0x26, 0x53, 0x59]) ? PackedFormat.Bzip2 : PackedFormat.None;
    }
}
