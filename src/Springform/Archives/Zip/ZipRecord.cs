using System.Text;

namespace Springform.Archives.Zip;

/// <summary>
/// What a zip says twice about an entry, before its content and in the central directory (APPNOTE 4.3.7, 4.3.12): all of it is known when
/// the first is written, so there is no data descriptor, and ZIP64 fields stand only where a number does not fit.
/// </summary>
/// <param name="Name">as it is written; a directory's ends in a slash</param>
/// <param name="IsDeflated">or stored as it is</param>
/// <param name="Attributes">Unix type and mode in the upper half, MS-DOS attributes in the lower</param>
/// <param name="Offset">of the local header</param>
internal sealed record ZipRecord(string Name, bool IsDeflated, uint Crc, long CompressedBytes, long SizeBytes, uint Attributes, long Offset)
{
    private const int LocalSignature = 0x04034B50;
    private const int CentralSignature = 0x02014B50;
    private const ushort Utf8Names = 1 << 11;
    private const ushort Zip64Id = 1;
    private const ushort Unix = 3 << 8;
    private const ushort Basic = 20;
    private const ushort WithZip64 = 45;
    private const ushort Deflated = 8;

    private readonly byte[] name = ArchivePath.StrictUtf8.GetBytes(Name);

    private ushort Flags => Ascii.IsValid(Name) ? (ushort)0 : Utf8Names;

    private ushort Method => IsDeflated ? Deflated : (ushort)0;

    // Both sizes or none: a local header that has the extra field must hold both (APPNOTE 4.5.3).
    private bool HasLargeSize => ZipFields.IsLarge(CompressedBytes) || ZipFields.IsLarge(SizeBytes);

    internal byte[] Local(uint dosTime)
    {
        Span<byte> extra = stackalloc byte[20];
        var end = HasLargeSize ? Extra(extra, [SizeBytes, CompressedBytes]) : 0;
        Span<byte> header = stackalloc byte[30];
        var at = new ZipFields(header);
        at.Int(LocalSignature);
        at.Short(HasLargeSize ? WithZip64 : Basic);
        Common(ref at, dosTime, HasLargeSize ? uint.MaxValue : (uint)CompressedBytes, HasLargeSize ? uint.MaxValue : (uint)SizeBytes, end);
        return [.. header, .. name, .. extra[..end]];
    }

    internal byte[] Central(uint dosTime)
    {
        Span<long> large = stackalloc long[3];
        var count = 0;
        foreach (var value in (ReadOnlySpan<long>)[SizeBytes, CompressedBytes, Offset])
        {
            if (ZipFields.IsLarge(value))
                large[count++] = value;
        }

        Span<byte> extra = stackalloc byte[28];
        var end = count > 0 ? Extra(extra, large[..count]) : 0;
        Span<byte> header = stackalloc byte[46];
        var at = new ZipFields(header);
        at.Int(CentralSignature);
        at.Short((ushort)(Unix | (count > 0 ? WithZip64 : Basic)));
        at.Short(count > 0 ? WithZip64 : Basic);
        Common(ref at, dosTime, ZipFields.Clip(CompressedBytes), ZipFields.Clip(SizeBytes), end);
        at.Short(0); // comment
        at.Short(0); // disk
        at.Short(0); // internal attributes
        at.Int(Attributes);
        at.Int(ZipFields.Clip(Offset));
        return [.. header, .. name, .. extra[..end]];
    }

    private void Common(ref ZipFields at, uint dosTime, uint compressed, uint size, int extraBytes)
    {
        at.Short(Flags);
        at.Short(Method);
        at.Int(dosTime);
        at.Int(Crc);
        at.Int(compressed);
        at.Int(size);
        at.Short((ushort)name.Length);
        at.Short((ushort)extraBytes);
    }

    private static int Extra(Span<byte> field, ReadOnlySpan<long> values)
    {
        var at = new ZipFields(field);
        at.Short(Zip64Id);
        at.Short((ushort)(values.Length * sizeof(long)));
        foreach (var value in values)
            at.Long(value);
        return 4 + (values.Length * sizeof(long));
    }
}
