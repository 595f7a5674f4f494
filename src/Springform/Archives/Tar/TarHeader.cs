using System.Globalization;
using System.Text;

namespace Springform.Archives.Tar;

/// <summary>
/// The 512 bytes before each entry (POSIX.1-2017, pax, "ustar Interchange Format"): numeric owner 0, and a name only
/// where the entry says one. What does not fit (a name over 100 bytes or not ASCII, 8 GiB and more) goes into a pax record before it.
/// </summary>
internal static class TarHeader
{
    internal const int BlockBytes = 512;

    private const int NameBytes = 100;
    private const long MaxOctal11 = (1L << 33) - 1;

    /// <param name="output">where the header goes</param>
    /// <param name="entry">with a normalised path</param>
    /// <param name="sizeBytes">of the content that follows</param>
    /// <param name="epochSeconds">0 to 8^11 - 1 (the year 2242)</param>
    /// <param name="executable">mode 0755 for a file</param>
    internal static void Write(Stream output, ArchiveEntry entry, long sizeBytes, long epochSeconds, bool executable = false)
    {
        var path = entry.Kind == ArchiveEntryKind.Directory ? entry.Path + "/" : entry.Path;
        var link = entry.LinkTarget ?? "";
        var records = new StringBuilder();
        if (!Fits(link))
            records.Append(PaxRecord("linkpath", link));
        if (!Fits(path))
            records.Append(PaxRecord("path", path));
        if (sizeBytes > MaxOctal11)
            records.Append(PaxRecord("size", sizeBytes.ToString(CultureInfo.InvariantCulture)));

        if (records.Length > 0)
            WriteExtension(output, records.ToString(), epochSeconds);

        var (type, mode) = entry.Kind switch
        {
            ArchiveEntryKind.Directory => ('5', (int)EntryModes.Runnable),
            ArchiveEntryKind.Symlink => ('2', (int)EntryModes.Symlink),
            _ => ('0', (int)(executable ? EntryModes.Runnable : EntryModes.Plain)),
        };
        if (entry.Attributes?.Mode is { } own && type != '2')
            mode = (int)own;
        var block = new Block(CutName(entry.Kind, path), type, mode, sizeBytes, epochSeconds, link);
        WriteBlock(output, entry.Attributes is { } attributes ? block with { Owner = attributes.Owner, Group = attributes.Group } : block);
    }

    /// <summary>Fills up to the next multiple of 512.</summary>
    internal static void Pad(Stream output, long sizeBytes)
    {
        var beyond = (int)(sizeBytes % BlockBytes);
        if (beyond > 0)
            output.Write(new byte[BlockBytes - beyond]);
    }

    private static bool Fits(string name) => name.Length <= NameBytes && Ascii.IsValid(name);

    // Where a cut name would end in a slash, readers that know no pax would make a folder of the file.
    private static string CutName(ArchiveEntryKind kind, string path) =>
        path.Length > NameBytes && kind != ArchiveEntryKind.Directory ? path[..NameBytes].TrimEnd('/') : path;

    // "%d %s=%s\n": the length counts its own digits too.
    private static string PaxRecord(string key, string value)
    {
        var rest = ArchivePath.StrictUtf8.GetByteCount(value) + key.Length + 3;
        var total = rest + 1;
        while (total != rest + total.ToString(CultureInfo.InvariantCulture).Length)
            total++;

        return FormattableString.Invariant($"{total} {key}={value}\n");
    }

    private static void WriteExtension(Stream output, string records, long epochSeconds)
    {
        var bytes = ArchivePath.StrictUtf8.GetBytes(records);
        WriteBlock(output, new Block("././@PaxHeader", 'x', (int)EntryModes.Plain, bytes.Length, epochSeconds, ""));
        output.Write(bytes);
        Pad(output, bytes.Length);
    }

    private static void WriteBlock(Stream output, Block block)
    {
        Span<byte> header = stackalloc byte[BlockBytes];
        header.Clear();
        Text(header[..100], block.Name);
        Octal(header.Slice(100, 8), block.Mode);
        Octal(header.Slice(108, 8), 0);
        Octal(header.Slice(116, 8), 0);
        Octal(header.Slice(124, 12), block.SizeBytes > MaxOctal11 ? 0 : block.SizeBytes);
        Octal(header.Slice(136, 12), block.EpochSeconds);
        header.Slice(148, 8).Fill((byte)' ');
        header[156] = (byte)block.Type;
        Text(header.Slice(157, 100), block.Link);
        "ustar\000"u8.CopyTo(header[257..]);
        Text(header.Slice(265, 32), block.Owner);
        Text(header.Slice(297, 32), block.Group);
        Octal(header.Slice(329, 8), 0);
        Octal(header.Slice(337, 8), 0);
        var sum = 0;
        foreach (var value in header)
            sum += value;
        Octal(header.Slice(148, 7), sum);
        output.Write(header);
    }

    // A name that does not fit is cut here: readers of pax take the record, others see at least its start.
    private static void Text(Span<byte> field, string text)
    {
        for (var index = 0; index < Math.Min(field.Length, text.Length); index++)
            field[index] = Ascii.IsValid(text[index]) ? (byte)text[index] : (byte)'?';
    }

    private static void Octal(Span<byte> field, long value)
    {
        field[^1] = 0;
        for (var index = field.Length - 2; index >= 0; index--, value >>= 3)
            field[index] = (byte)('0' + (value & 7));
    }

    private readonly record struct Block(string Name, char Type, int Mode, long SizeBytes, long EpochSeconds, string Link)
    {
        public string Owner { get; init; } = "";

        public string Group { get; init; } = "";
    }
}
