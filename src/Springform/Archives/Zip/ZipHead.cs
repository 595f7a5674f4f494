using System.Buffers.Binary;

namespace Springform.Archives.Zip;

/// <summary>The fields that an entry's two headers share (APPNOTE 4.3.7, 4.3.12), ZIP64 fields taken into account.</summary>
/// <param name="Name">bytes as they stand there</param>
/// <param name="Offset">of the local header; of a local header itself 0</param>
/// <param name="IsZip64">has a ZIP64 field</param>
/// <param name="HasNeedlessExtra">has a ZIP64 field that nothing refers to, or a field of another kind</param>
internal sealed record ZipHead(
    byte[] Name,
    ushort Flags,
    ushort Method,
    uint Crc,
    long CompressedBytes,
    long SizeBytes,
    long Offset,
    bool IsZip64,
    bool HasNeedlessExtra
)
{
    internal const int LocalBytes = 30;
    internal const int CentralBytes = 46;
    private const int Zip64Id = 1;

    /// <summary>The lengths of name, extra field and comment behind a fixed part.</summary>
    internal static (int Name, int Extra, int Comment) Lengths(ReadOnlySpan<byte> fixedPart, bool isCentral) =>
        isCentral ? (Short(fixedPart, 28), Short(fixedPart, 30), Short(fixedPart, 32)) : (Short(fixedPart, 26), Short(fixedPart, 28), 0);

    /// <summary>Null when the extra field is malformed or comes twice.</summary>
    internal static ZipHead? Of(ReadOnlySpan<byte> fixedPart, bool isCentral, byte[] name, ReadOnlySpan<byte> extra)
    {
        var at = isCentral ? 8 : 6;
        var (flags, method) = (Short(fixedPart, at), Short(fixedPart, at + 2));
        var crc = BinaryPrimitives.ReadUInt32LittleEndian(fixedPart[(at + 8)..]);
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(fixedPart[(at + 12)..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(fixedPart[(at + 16)..]);
        long offset = isCentral ? BinaryPrimitives.ReadUInt32LittleEndian(fixedPart[42..]) : 0;
        var (isZip64, isNeedless) = (false, false);
        while (extra.Length > 0)
        {
            if (extra.Length < 4 || Short(extra, 2) > extra.Length - 4)
                return null;
            var field = extra.Slice(4, Short(extra, 2));
            if (Short(extra, 0) != Zip64Id)
            {
                isNeedless = true;
            }
            else
            {
                var before = field.Length;
                if (isZip64 || !Widen(ref size, ref field) || !Widen(ref compressed, ref field) || !Widen(ref offset, ref field))
                    return null;
                isZip64 = true;
                isNeedless |= before == 0 || field.Length > 0;
            }

            extra = extra[(4 + Short(extra, 2))..];
        }

        return new ZipHead(name, (ushort)flags, (ushort)method, crc, compressed, size, offset, isZip64, isNeedless);
    }

    // Only what has no room in its own field stands in the ZIP64 one, in this order. False when it should and does not, or cannot be.
    private static bool Widen(ref long value, ref ReadOnlySpan<byte> field)
    {
        if (value != uint.MaxValue)
            return true;
        if (field.Length < sizeof(long))
            return false;
        value = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[sizeof(long)..];
        return value >= 0;
    }

    private static int Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
