namespace Springform.Archives.Zip;

/// <summary>Writes entries whose content is known already, then the central directory (APPNOTE 4.3.14 to 4.3.16). Forward only.</summary>
/// <param name="output">at the archive's beginning; left open</param>
/// <param name="time">of every entry</param>
internal sealed class ZipWriter(Stream output, DateTimeOffset time)
{
    private const uint EndSignature = 0x06054B50;
    private const uint End64Signature = 0x06064B50;
    private const uint LocatorSignature = 0x07064B50;
    private const long End64Bytes = 56;
    private const ushort Zip64Version = 45;

    private readonly List<ZipRecord> records = [];
    private readonly uint dosTime = DosTime(time);
    private long position;

    internal void Add(string name, uint attributes, ZipContent content)
    {
        var record = new ZipRecord(name, content.IsDeflated, content.Crc, content.CompressedBytes, content.SizeBytes, attributes, position);
        Write(record.Local(dosTime));
        content.WriteTo(output);
        position += content.CompressedBytes;
        records.Add(record);
    }

    internal void Complete()
    {
        var directory = position;
        foreach (var record in records)
            Write(record.Central(dosTime));

        var directoryBytes = position - directory;
        var isLarge = records.Count >= ushort.MaxValue || ZipFields.IsLarge(directoryBytes) || ZipFields.IsLarge(directory);
        if (isLarge)
            WriteEnd64(directory, directoryBytes);

        Span<byte> end = stackalloc byte[22];
        var at = new ZipFields(end);
        at.Int(EndSignature);
        at.Int(0); // disks
        at.Short((ushort)Math.Min(records.Count, ushort.MaxValue));
        at.Short((ushort)Math.Min(records.Count, ushort.MaxValue));
        at.Int(ZipFields.Clip(directoryBytes));
        at.Int(ZipFields.Clip(directory));
        at.Short(0); // comment
        output.Write(end);
    }

    private void WriteEnd64(long directory, long directoryBytes)
    {
        Span<byte> end = stackalloc byte[(int)End64Bytes + 20];
        var at = new ZipFields(end);
        at.Int(End64Signature);
        at.Long(End64Bytes - 12);
        at.Short((3 << 8) | Zip64Version);
        at.Short(Zip64Version);
        at.Long(0); // disks
        at.Long(records.Count);
        at.Long(records.Count);
        at.Long(directoryBytes);
        at.Long(directory);
        at.Int(LocatorSignature);
        at.Int(0); // disk
        at.Long(position);
        at.Int(1); // disks
        output.Write(end);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        position += bytes.Length;
    }

    // APPNOTE 4.4.6: two seconds are the smallest step.
    private static uint DosTime(DateTimeOffset time) =>
        (uint)(((time.Year - 1980) << 25) | (time.Month << 21) | (time.Day << 16) | (time.Hour << 11) | (time.Minute << 5) | (time.Second / 2));
}
