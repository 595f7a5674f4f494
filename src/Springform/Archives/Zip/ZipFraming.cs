using System.Buffers.Binary;
using System.Text;
using Springform.Errors;

namespace Springform.Archives.Zip;

/// <summary>
/// Reads a zip the way that its writer laid it out, record by record, and holds the two headers of each entry against each other: an archive
/// is whole when a reader that streams it and one that asks its central directory see the same. Content is not unpacked
/// (<see cref="ArchiveReader"/> checks lengths and checksums). Memory: the central directory.
/// </summary>
internal sealed class ZipFraming
{
    private const uint LocalSignature = 0x04034B50;
    private const uint CentralSignature = 0x02014B50;
    private const int MaxFaults = 50;
    private const ushort HasDescriptor = 1 << 3;
    private const ushort Utf8Names = 1 << 11;
    private const ushort Encrypted = 1;

    // With or without a signature, with short or ZIP64 sizes.
    private static readonly long[] DescriptorBytes = [12, 16, 20, 24];

    private readonly List<ZipFault> faults = [];
    private readonly Stream zip;
    private readonly ArchiveLimits limits;

    private ZipFraming(Stream zip, ArchiveLimits limits) => (this.zip, this.limits) = (zip, limits);

    /// <summary>Empty when there is nothing to say; at most 50. An empty zip is whole.</summary>
    public static IReadOnlyList<ZipFault> Faults(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 64 << 10);
        return Faults(file);
    }

    /// <param name="zip">can seek; left open</param>
    /// <param name="limits">how many entries and characters of names are looked at</param>
    public static IReadOnlyList<ZipFault> Faults(Stream zip, ArchiveLimits? limits = null)
    {
        var framing = new ZipFraming(zip, limits ?? new ArchiveLimits());
        framing.Check();
        return framing.faults;
    }

    private void Check()
    {
        if (ZipEnd.Find(zip) is not { } end)
        {
            Add(ZipFaultKind.Malformed, "does not end with one whole end record");
            return;
        }

        if (end.CommentBytes > 0)
            Add(ZipFaultKind.Unclaimed, $"has a comment of {end.CommentBytes} bytes at its end");
        if (end.IsNeedless)
            Add(ZipFaultKind.Needless, "has ZIP64 end records though every number fits");
        if (end.DirectoryOffset > end.Start || end.DirectoryBytes != end.Start - end.DirectoryOffset)
        {
            Add(ZipFaultKind.Mismatch, "has a central directory that does not lie where its end record says");
            return;
        }

        if (Central(end) is { } heads)
            CheckLocals([.. heads.OrderBy(head => head.Offset)], end.DirectoryOffset);
    }

    private List<ZipHead>? Central(ZipEnd end)
    {
        var heads = new List<ZipHead>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var characters = 0L;
        var at = end.DirectoryOffset;
        while (at < end.Start)
        {
            if (Head(at, CentralSignature, end.Start, out var next) is not { } head)
                return null;
            var name = NameOf(head);
            characters += name.Length;
            if (heads.Count == limits.MaxEntries || characters > limits.MaxNameCharacters)
            {
                Add(ZipFaultKind.Malformed, $"holds more than {limits.MaxEntries} entries, or names of more than {limits.MaxNameCharacters} characters");
                return null;
            }

            CheckName(name, head);
            if (!names.Add(name))
                Add(ZipFaultKind.Duplicate, $"has {Quoted.Of(name)} twice");
            heads.Add(head);
            at = next;
        }

        if (heads.Count != end.Entries)
            Add(ZipFaultKind.Mismatch, $"has {heads.Count} entries where its end record counts {end.Entries}");
        return heads;
    }

    private void CheckLocals(IReadOnlyList<ZipHead> heads, long directory)
    {
        var at = 0L;
        for (var index = 0; index < heads.Count && faults.Count < MaxFaults; index++)
        {
            var central = heads[index];
            var name = Quoted.Of(NameOf(central));
            if (central.Offset != at)
            {
                Add(
                    ZipFaultKind.Unclaimed,
                    central.Offset > at ? $"has {central.Offset - at} bytes before {name} that belong to nothing" : $"has {name} within another entry"
                );
                if (central.Offset < at)
                    return;
            }

            if (Head(central.Offset, LocalSignature, directory, out at) is not { } local)
                return;
            Compare(local, central, name);
            at += Math.Min(central.CompressedBytes, directory);
            // A descriptor is told as one; its bytes are not a second fault.
            var next = index + 1 < heads.Count ? heads[index + 1].Offset : directory;
            if ((local.Flags & HasDescriptor) != 0 && DescriptorBytes.Contains(next - at))
                at = next;
        }

        if (at > directory)
            Add(ZipFaultKind.Mismatch, "has an entry that reaches into its central directory");
        else if (at < directory)
            Add(ZipFaultKind.Unclaimed, $"has {directory - at} bytes before its central directory that belong to nothing");
    }

    private void Compare(ZipHead local, ZipHead central, string name)
    {
        if (((local.Flags | central.Flags) & HasDescriptor) != 0)
            Add(ZipFaultKind.DataDescriptor, $"has a data descriptor behind {name}: sizes and checksum belong before the content");
        else if (local.Crc != central.Crc || local.CompressedBytes != central.CompressedBytes || local.SizeBytes != central.SizeBytes)
            Add(ZipFaultKind.Mismatch, $"has other sizes or another checksum in the local header of {name} than in the central directory");
        if (!local.Name.AsSpan().SequenceEqual(central.Name))
            Add(ZipFaultKind.Mismatch, $"calls {name} {Quoted.Of(NameOf(local))} in its local header");
        if (local.Flags != central.Flags || local.Method != central.Method)
            Add(ZipFaultKind.Mismatch, $"has other flags or another method in the local header of {name} than in the central directory");
        if (central.Method == 0 && central.CompressedBytes != central.SizeBytes)
            Add(ZipFaultKind.Mismatch, $"stores {name} as it is, but in another length");
        if ((central.Flags & Encrypted) != 0)
            Add(ZipFaultKind.Malformed, $"has an encrypted entry {name}");
        if (local.HasNeedlessExtra || central.HasNeedlessExtra)
            Add(ZipFaultKind.Needless, $"has extra fields for {name} that it does not need");
    }

    private void CheckName(string name, ZipHead head)
    {
        var isUtf8 = true;
        try
        {
            ArchivePath.StrictUtf8.GetCharCount(head.Name);
        }
        catch (DecoderFallbackException)
        {
            isUtf8 = false;
        }

        var isAscii = Ascii.IsValid(head.Name);
        if (head.Name.Length == 0 || name.Any(char.IsControl))
            Add(ZipFaultKind.Name, $"has a name {Quoted.Of(name)} that is empty or has control characters");
        else if (!isUtf8 || (!isAscii && (head.Flags & Utf8Names) == 0))
            Add(ZipFaultKind.Name, $"has a name {Quoted.Of(name)} that is not UTF-8, or is not marked as such");
        else if (isAscii && (head.Flags & Utf8Names) != 0)
            Add(ZipFaultKind.Needless, $"marks {Quoted.Of(name)} as UTF-8 though it is ASCII");
    }

    private ZipHead? Head(long at, uint signature, long limit, out long next)
    {
        var isCentral = signature == CentralSignature;
        Span<byte> part = stackalloc byte[isCentral ? ZipHead.CentralBytes : ZipHead.LocalBytes];
        next = at + part.Length;
        if (next <= limit)
        {
            zip.Position = at;
            zip.ReadExactly(part);
            var (name, extra, comment) = ZipHead.Lengths(part, isCentral);
            next += name + extra + comment;
            if (BinaryPrimitives.ReadUInt32LittleEndian(part) == signature && next <= limit)
            {
                var rest = new byte[name + extra];
                zip.ReadExactly(rest);
                if (comment > 0)
                    Add(ZipFaultKind.Unclaimed, $"has a comment of {comment} bytes in its central directory");
                if (ZipHead.Of(part, isCentral, rest[..name], rest.AsSpan(name)) is { } head)
                    return head;
            }
        }

        Add(ZipFaultKind.Malformed, $"has no whole header at byte {at}");
        return null;
    }

    private static string NameOf(ZipHead head) => Encoding.UTF8.GetString(head.Name);

    private void Add(ZipFaultKind kind, string what)
    {
        if (faults.Count < MaxFaults)
            faults.Add(new ZipFault(kind, what));
    }
}
