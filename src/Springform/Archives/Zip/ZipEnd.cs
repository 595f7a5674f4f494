using System.Buffers.Binary;

namespace Springform.Archives.Zip;

/// <summary>What a zip's end says about its central directory (APPNOTE 4.3.14 to 4.3.16).</summary>
/// <param name="Start">of the first of the records that make up the end</param>
/// <param name="IsNeedless">has ZIP64 records though every number fits</param>
internal sealed record ZipEnd(long Start, long Entries, long DirectoryOffset, long DirectoryBytes, int CommentBytes, bool IsNeedless)
{
    private const uint Signature64 = 0x06064B50;
    private const uint LocatorSignature = 0x07064B50;
    private const int EndBytes = 22;
    private const int End64Bytes = 56;
    private const int LocatorBytes = 20;

    private static ReadOnlySpan<byte> Signature => "PK\u0005\u0006"u8;

    /// <summary>The end record that reaches to the end of the file; null when there is none, or its ZIP64 records are not right before it.</summary>
    internal static ZipEnd? Find(Stream zip)
    {
        var tail = new byte[Math.Min(zip.Length, EndBytes + ushort.MaxValue + LocatorBytes + End64Bytes)];
        zip.Position = zip.Length - tail.Length;
        zip.ReadExactly(tail);
        for (var at = tail.AsSpan().LastIndexOf(Signature); at >= 0; at = tail.AsSpan(0, at).LastIndexOf(Signature))
        {
            if (at <= tail.Length - EndBytes && at + EndBytes + Short(tail, at + 20) == tail.Length)
                return Of(tail, at, zip.Length - tail.Length);
        }

        return null;
    }

    private static ZipEnd? Of(byte[] tail, int at, long tailStart)
    {
        long entries = Short(tail, at + 10);
        var (bytes, offset) = ((long)Int(tail, at + 12), (long)Int(tail, at + 16));
        if (Int(tail, at + 4) != 0 || Short(tail, at + 8) != entries)
            return null; // on several disks
        var needs64 = entries == ushort.MaxValue || bytes == uint.MaxValue || offset == uint.MaxValue;
        var locator = at - LocatorBytes;
        if (locator < 0 || Int(tail, locator) != LocatorSignature)
            return new ZipEnd(tailStart + at, entries, offset, bytes, Short(tail, at + 20), false);

        var end64 = locator - End64Bytes;
        if (
            end64 < 0
            || Int(tail, end64) != Signature64
            || Long(tail, end64 + 4) != End64Bytes - 12
            || Long(tail, end64 + 16) != 0
            || Long(tail, locator + 8) != tailStart + end64
            || Long(tail, end64 + 24) != Long(tail, end64 + 32)
            || Int(tail, locator + 4) != 0
            || Int(tail, locator + 16) != 1
        )
            return null;

        var all = new ZipEnd(tailStart + end64, Long(tail, end64 + 32), Long(tail, end64 + 48), Long(tail, end64 + 40), Short(tail, at + 20), !needs64);
        var agrees =
            Agrees(entries, all.Entries, ushort.MaxValue)
            && Agrees(bytes, all.DirectoryBytes, uint.MaxValue)
            && Agrees(offset, all.DirectoryOffset, uint.MaxValue);
        return agrees && all.Entries >= 0 && all.DirectoryBytes >= 0 && all.DirectoryOffset >= 0 ? all : null;
    }

    private static bool Agrees(long small, long large, long sentinel) => small == sentinel || small == large;

    private static uint Int(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static long Long(byte[] bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));

    private static int Short(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));
}
