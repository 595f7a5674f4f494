using System.Buffers.Binary;

namespace Springform.Archives.Zip;

/// <summary>
/// Counts the central directory of a zip before the base library loads all of it into memory (APPNOTE 4.3.12, 4.3.14 to
/// 4.3.16): the count that the file announces may lie, so the records themselves are walked.
/// </summary>
internal static class ZipDirectory
{
    private const uint RecordSignature = 0x02014B50;
    private const uint EndSignature = 0x06054B50;
    private const uint End64Signature = 0x06064B50;
    private const int RecordBytes = 46;
    private const int EndBytes = 22;
    private const int LocatorBytes = 20;
    private const int MaxCommentBytes = 0xFFFF;

    /// <summary>True when there are at most <paramref name="maxEntries"/>; what is no zip at all is left to the reader.</summary>
    internal static bool IsWithin(Stream zip, int maxEntries)
    {
        if (DirectoryOffset(zip) is not { } offset || offset > zip.Length)
            return true;

        zip.Position = offset;
        using var records = new BufferedStream(new KeptOpen(zip), 64 << 10);
        var record = new byte[RecordBytes];
        var rest = new byte[8 << 10];
        var entries = 0;
        while (
            records.ReadAtLeast(record, RecordBytes, throwOnEndOfStream: false) == RecordBytes
            && BinaryPrimitives.ReadUInt32LittleEndian(record) == RecordSignature
        )
        {
            if (++entries > maxEntries)
                return false;
            var variable = Short(record, 28) + Short(record, 30) + Short(record, 32);
            for (int count; variable > 0 && (count = records.Read(rest.AsSpan(0, Math.Min(variable, rest.Length)))) > 0; variable -= count) { }
        }

        return true;
    }

    private static long? DirectoryOffset(Stream zip)
    {
        var tail = new byte[Math.Min(zip.Length, LocatorBytes + EndBytes + MaxCommentBytes)];
        zip.Position = zip.Length - tail.Length;
        zip.ReadExactly(tail);
        for (var at = tail.Length - EndBytes; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) != EndSignature)
                continue;

            var offset = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
            return offset == uint.MaxValue && at >= LocatorBytes ? Offset64(zip, tail.AsSpan(at - LocatorBytes)) : offset;
        }

        return null;
    }

    private static long? Offset64(Stream zip, ReadOnlySpan<byte> locator)
    {
        var end64 = new byte[56];
        var at = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        if (at < 0 || at > zip.Length - end64.Length)
            return null;

        zip.Position = at;
        zip.ReadExactly(end64);
        var offset = BinaryPrimitives.ReadInt64LittleEndian(end64.AsSpan(48));
        return BinaryPrimitives.ReadUInt32LittleEndian(end64) == End64Signature && offset >= 0 ? offset : null;
    }

    private static int Short(byte[] record, int at) => BinaryPrimitives.ReadUInt16LittleEndian(record.AsSpan(at));

    private sealed class KeptOpen(Stream inner) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer) => inner.Read(buffer);
    }
}
