using System.Text;

namespace Springform.Archives.Tar;

/// <summary>
/// The fields of one 512-byte tar header, as they stand there (ustar, pax, GNU and v7). Names are only read when they are asked for: where an extension header
/// has the whole one, the field may be cut within a character.
/// </summary>
/// <param name="Block">the header itself; valid while its bytes are</param>
internal readonly record struct TarFields(char Type, int Mode, long SizeBytes, long ModifiedSeconds, ReadOnlyMemory<byte> Block)
{
    /// <summary>Null with a reason when the block is no header.</summary>
    internal static TarFields? Parse(ReadOnlyMemory<byte> header, out string reason)
    {
        var block = header.Span;
        if (!ChecksumFits(block))
        {
            reason = $"has a header whose checksum does not fit (only {ArchiveFormats.ReadNames} can be read)";
            return null;
        }

        if (
            Number(block.Slice(124, 12)) is not ({ } size and >= 0)
            || Number(block.Slice(100, 8)) is not { } mode
            || Number(block.Slice(136, 12)) is not { } modified
        )
        {
            reason = "has a header with an invalid number";
            return null;
        }

        reason = "";
        return new TarFields((char)block[156], (int)(mode & 0xFFF), size, modified, header);
    }

    /// <summary>DecoderFallbackException when the encoding is strict and the name is not of it.</summary>
    internal string Name(Encoding names) => FullName(Block.Span, names);

    /// <summary>As <see cref="Name"/>.</summary>
    internal string Link(Encoding names) => Text(Block.Span.Slice(157, 100), names);

    /// <summary>Bytes up to the first NUL; DecoderFallbackException when the encoding is strict and they are not of it.</summary>
    internal static string Text(ReadOnlySpan<byte> field, Encoding names)
    {
        var end = field.IndexOf((byte)0);
        return names.GetString(end < 0 ? field : field[..end]);
    }

    // Only POSIX has a prefix there; GNU ("ustar  ") keeps times in the same bytes.
    private static string FullName(ReadOnlySpan<byte> block, Encoding names)
    {
        var name = Text(block[..100], names);
        var prefix = block.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(block.Slice(345, 155), names) : "";
        return prefix.Length == 0 ? name : $"{prefix}/{name}";
    }

    private static bool ChecksumFits(ReadOnlySpan<byte> block)
    {
        var sum = 8 * ' ';
        for (var index = 0; index < block.Length; index++)
        {
            if (index is < 148 or >= 156)
                sum += block[index];
        }

        return Number(block.Slice(148, 8)) == sum;
    }

    // Octal digits between blanks, or base 256 when the top bit is set (GNU's way past 8 GiB). Null when it is neither.
    private static long? Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
            return Base256(field);

        var digits = field.Trim(" \0"u8);
        var value = 0L;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
                return null;
            value = (value << 3) | (uint)(digit - '0');
        }

        return value;
    }

    private static long? Base256(ReadOnlySpan<byte> field)
    {
        var negative = (field[0] & 0x40) != 0;
        var value = negative ? -1L : 0L;
        for (var index = 0; index < field.Length; index++)
        {
            var part = index == 0 ? (field[0] & 0x3F) | (negative ? 0xC0 : 0) : field[index];
            if (value > long.MaxValue >> 8 || value < long.MinValue >> 8)
                return null;
            value = (value << 8) | (uint)part;
        }

        return value;
    }
}
