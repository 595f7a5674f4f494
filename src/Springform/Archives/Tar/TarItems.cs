using System.Text;

namespace Springform.Archives.Tar;

/// <summary>The entries of a tar one after the other, each found safe before it is handed out. Holds one header at a time.</summary>
/// <param name="input">plain tar; read to its end, also past the end mark</param>
/// <param name="guard">decides and makes the errors</param>
internal sealed class TarItems(Stream input, EntryGuard guard) : IDisposable
{
    private const int MaxExtensionBytes = 1 << 20;
    private const int MaxExtensions = 8;
    private const int MaxTrailingBytes = 16 << 20;
    private const long LastSecond = 253402300799;

    private readonly byte[] block = new byte[TarHeader.BlockBytes];
    private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);
    private ItemContent content = new(_ => 0, 0, guard);
    private int padding;

    /// <summary>Of the item that <see cref="Next"/> gave last.</summary>
    internal Stream Content => content;

    /// <summary>Null after the last one; E502 and E503 for what must not or cannot be read.</summary>
    internal ArchivedItem? Next()
    {
        var extensions = new PaxRecords(guard.Names);
        for (var count = 0; count <= MaxExtensions; count++)
        {
            SkipContent();
            if (Header() is not { } fields)
                return null;

            if (fields.Type is 'x' or 'g' or 'L' or 'K')
            {
                Extend(fields, fields.Type == 'g' ? new PaxRecords(guard.Names) : extensions);
                continue;
            }

            if (Readable(() => Item(fields, extensions)) is { } found && guard.Admit(found) is { } item)
            {
                Announce(item.SizeBytes);
                return item;
            }

            (extensions, count) = (new PaxRecords(guard.Names), -1);
        }

        throw guard.Unsafe($"has more than {MaxExtensions} extension headers in a row");
    }

    /// <summary>All items, one after the other.</summary>
    internal static void Visit(Stream input, EntryGuard guard, ArchiveLimits limits, Action<ArchivedItem, Stream> visit)
    {
        using var items = new TarItems(input, guard);
        while (items.Next() is { } item)
            visit(item, items.Content);
    }

    public void Dispose() => content.Dispose();

    // Null for what is passed over.
    private ArchivedItem? Item(TarFields fields, PaxRecords extensions)
    {
        var path = extensions.Path ?? fields.Name(guard.Names);
        if (fields.Type is '3' or '4' or '6' && guard is { LooksOnly: true, ShowsSpecialFiles: false })
            return null;
        var kind = fields.Type switch
        {
            // The whole path decides: a name field that was cut, or lost what is not ASCII, may end in a slash where the path does not.
            '0' or '\0' when path.EndsWith('/') => ArchiveEntryKind.Directory,
            '0' or '\0' or '7' => ArchiveEntryKind.File,
            '1' => ArchiveEntryKind.HardLink,
            '2' => ArchiveEntryKind.Symlink,
            '5' => ArchiveEntryKind.Directory,
            '3' or '4' or '6' when guard.ShowsSpecialFiles => ArchiveEntryKind.Special,
            '3' or '4' or '6' => throw guard.Unsafe(EntryGuard.Show(path, "is a device or a pipe")),
            'S' => throw guard.Unsafe(EntryGuard.Show(path, "is a sparse file; pack it without --sparse")),
            _ => throw guard.Unsafe(EntryGuard.Show(path, $"has the unknown type 0x{(int)fields.Type:x2}")),
        };
        var size = extensions.SizeBytes ?? fields.SizeBytes;
        if (kind != ArchiveEntryKind.File && size != 0)
            throw guard.Corrupt(EntryGuard.Show(path, "is not a file but has content"));

        var link = kind is ArchiveEntryKind.Symlink or ArchiveEntryKind.HardLink ? extensions.Link ?? fields.Link(guard.Names) : null;
        if (kind == ArchiveEntryKind.HardLink && links.TryGetValue(Plain(link!), out var target))
            (kind, link) = (ArchiveEntryKind.Symlink, target); // a second name of a symlink is a symlink
        if (kind == ArchiveEntryKind.Symlink)
            links[Plain(path)] = link!;
        else if (links.Count > 0)
            links.Remove(Plain(path));
        return new ArchivedItem(
            path,
            kind,
            size,
            Executable: kind == ArchiveEntryKind.File && (fields.Mode & 0x40) != 0,
            link,
            Math.Clamp(extensions.ModifiedSeconds ?? fields.ModifiedSeconds, 0, LastSecond)
        )
        {
            Privileges = (ItemPrivileges)(fields.Mode & (int)ItemPrivileges.Bits) | (extensions.HasCapabilities ? ItemPrivileges.Capabilities : 0),
        };
    }

    private TarFields? Header()
    {
        if (!Fill(block))
            throw guard.Corrupt("is cut off: its end mark is missing");
        if (!block.AsSpan().ContainsAnyExcept((byte)0))
        {
            ReadTrailer();
            return null;
        }

        return TarFields.Parse(block, out var reason) ?? throw guard.Corrupt(reason);
    }

    private void Extend(TarFields fields, PaxRecords records)
    {
        if (fields.SizeBytes > MaxExtensionBytes)
            throw guard.Unsafe($"has an extension header of {fields.SizeBytes} bytes");

        Announce(fields.SizeBytes);
        var data = new byte[fields.SizeBytes];
        content.ReadExactly(data);
        var refusal = Readable(() =>
        {
            if (fields.Type == 'L')
                records.Path = TarFields.Text(data, guard.Names);
            else if (fields.Type == 'K')
                records.Link = TarFields.Text(data, guard.Names);
            else
                return records.Read(data);
            return "";
        });
        if (refusal.Length > 0)
            throw guard.Unsafe(refusal);
        if (fields.Type == 'g' && records.SaysAnything)
            throw guard.Unsafe("has a global header that renames its entries");
    }

    private T Readable<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException failure)
        {
            throw guard.Corrupt("has a name that is not UTF-8", failure);
        }
    }

    // Without the dots and slashes that say nothing.
    private static string Plain(string path) => string.Join('/', path.Split('/').Where(segment => segment is not ("" or ".")));

    private void Announce(long sizeBytes)
    {
        content = new ItemContent(ReadInput, sizeBytes, guard);
        padding = (int)((TarHeader.BlockBytes - (sizeBytes % TarHeader.BlockBytes)) % TarHeader.BlockBytes);
    }

    private void SkipContent()
    {
        content.Drain();
        if (padding > 0 && !Fill(block.AsSpan(0, padding)))
            throw guard.Corrupt("is cut off within an entry");

        padding = 0;
    }

    // A compressor's checksum and the sender's last write come after the end mark: read on, so that both are noticed.
    private void ReadTrailer()
    {
        var buffer = new byte[16 << 10];
        var trailing = 0;
        int count;
        while ((count = ReadInput(buffer)) > 0)
        {
            if (buffer.AsSpan(0, count).ContainsAnyExcept((byte)0))
                throw guard.Corrupt("has data after its end mark");
            if ((trailing += count) > MaxTrailingBytes)
                throw guard.Unsafe("has no end after its end mark");
        }
    }

    private bool Fill(Span<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var count = ReadInput(buffer);
            if (count == 0)
                return false;
            buffer = buffer[count..];
        }

        return true;
    }

    private int ReadInput(Span<byte> buffer)
    {
        try
        {
            return input.Read(buffer);
        }
        catch (InvalidDataException failure)
        {
            throw guard.Corrupt($"cannot be decompressed: {failure.Message}", failure);
        }
    }
}
