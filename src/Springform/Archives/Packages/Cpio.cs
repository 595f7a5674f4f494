using System.Globalization;
using System.Text;
using Springform.Errors;

namespace Springform.Archives.Packages;

/// <summary>The payload of an rpm package: cpio of the form "newc". Source: cpio(5), and rpm's documentation.</summary>
internal static class Cpio
{
    private const string Magic = "070701";
    private const string Trailer = "TRAILER!!!";
    private const int HeaderBytes = 110;
    private const int FileType = 0xF000;

    /// <summary>The largest file that its fields can say.</summary>
    internal const long MaxFileBytes = uint.MaxValue;

    /// <summary>Of the type and the permissions of an entry, as st_mode has them.</summary>
    internal static int Mode(ArchiveEntry entry, bool executable)
    {
        var usual = entry.Kind == ArchiveEntryKind.Directory || executable ? EntryModes.Runnable : EntryModes.Plain;
        return entry.Kind switch
        {
            ArchiveEntryKind.Symlink => 0xA000 | (int)EntryModes.Symlink,
            ArchiveEntryKind.Directory => 0x4000 | (int)(entry.Attributes?.Mode ?? usual),
            _ => 0x8000 | (int)(entry.Attributes?.Mode ?? usual),
        };
    }

    /// <summary>Exactly the announced bytes, which the caller has counted before: E406 for others.</summary>
    /// <param name="number">the inode: another one for each entry</param>
    internal static void WriteEntry(Stream output, ArchiveEntry entry, int number, int mode, long sizeBytes, long epoch, Action<Stream> writeContent)
    {
        WriteHeader(output, $"./{entry.Path}", number, mode, sizeBytes, epoch);
        using var counted = new Counted(output);
        writeContent(counted);
        if (counted.Count != sizeBytes)
            throw new SpringformException(
                new Problem(
                    ErrorCode.MissingInput,
                    $"{entry.Path} changed while it was packed: {sizeBytes} bytes were announced, {counted.Count} came",
                    entry.HostPath ?? entry.Path,
                    "let no other program write into the inputs of a running build, then run it again"
                )
            );
        Pad(output, sizeBytes);
    }

    internal static void WriteEnd(Stream output) => WriteHeader(output, Trailer, 0, 0, 0, 0);

    /// <inheritdoc cref="ItemReader"/>
    internal static void Visit(Stream input, EntryGuard guard, Action<ArchivedItem, Stream> visit)
    {
        var header = new byte[HeaderBytes];
        while (true)
        {
            ReadExactly(input, header, guard);
            if (!header.AsSpan().StartsWith(Encoding.ASCII.GetBytes(Magic)))
                throw guard.Corrupt("has a payload that is no cpio archive of the form newc");
            var (mode, modified, size, nameBytes) = (Field(header, 1, guard), Field(header, 5, guard), Field(header, 6, guard), Field(header, 11, guard));
            if (nameBytes is 0 or > 4097)
                throw guard.Corrupt("has an entry whose name is of an impossible length");
            var name = new byte[nameBytes + Padding(HeaderBytes + nameBytes)];
            ReadExactly(input, name, guard);
            var path = guard.Names.GetString(name, 0, (int)nameBytes - 1);
            if (path == Trailer)
                return;
            using var content = new ItemContent(input.Read, size, guard);
            Show(path, (int)mode, modified, size, content, guard, visit);
            content.Drain();
            ReadExactly(input, new byte[Padding(size)], guard);
        }
    }

    private static void Show(string path, int mode, long modified, long size, Stream content, EntryGuard guard, Action<ArchivedItem, Stream> visit)
    {
        const int longestTarget = 4096;
        var kind = (mode & FileType) switch
        {
            0x8000 => ArchiveEntryKind.File,
            0x4000 => ArchiveEntryKind.Directory,
            0xA000 => ArchiveEntryKind.Symlink,
            _ when guard.LooksOnly || guard.ShowsSpecialFiles => ArchiveEntryKind.Special,
            _ => throw guard.Unsafe(EntryGuard.Show(path, "is a device or a pipe")),
        };
        if (kind == ArchiveEntryKind.Special && !guard.ShowsSpecialFiles)
            return;
        string? target = null;
        if (kind == ArchiveEntryKind.Symlink)
        {
            if (size > longestTarget)
                throw guard.Unsafe(EntryGuard.Show(path, "is a link to a name that is too long"));
            var bytes = new byte[size];
            ReadExactly(content, bytes, guard);
            target = guard.Names.GetString(bytes);
        }

        var raw = new ArchivedItem(path, kind, kind == ArchiveEntryKind.File ? size : 0, (mode & 0x40) != 0, target, modified)
        {
            Privileges = (ItemPrivileges)mode & ItemPrivileges.Bits,
        };
        if (guard.Admit(raw) is { } item)
            visit(item, content);
    }

    private static void WriteHeader(Stream output, string name, int number, int mode, long sizeBytes, long epoch)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        long[] fields = [number, mode, 0, 0, 1, epoch, sizeBytes, 0, 0, 0, 0, bytes.Length + 1, 0];
        // Inode, mode, owner, group, names, time, size, four numbers of devices, length of the name, checksum.
        var header = new StringBuilder(Magic);
        foreach (var field in fields)
            header.Append(field.ToString("x8", CultureInfo.InvariantCulture));
        output.Write(Encoding.ASCII.GetBytes(header.ToString()));
        output.Write(bytes);
        output.Write(new byte[1 + Padding(HeaderBytes + bytes.Length + 1)]);
    }

    private static void Pad(Stream output, long bytes) => output.Write(new byte[Padding(bytes)]);

    private static int Padding(long bytes) => (int)((4 - (bytes % 4)) % 4);

    private static long Field(byte[] header, int index, EntryGuard guard) =>
        uint.TryParse(
            Encoding.ASCII.GetString(header, Magic.Length + (index * 8), 8),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : throw guard.Corrupt("has an entry whose header is damaged");

    private static void ReadExactly(Stream input, byte[] buffer, EntryGuard guard)
    {
        if (input.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
            throw guard.Corrupt("is cut off");
    }

    private sealed class Counted(Stream inner) : WriteOnlyStream
    {
        public long Count { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            inner.Write(buffer);
            Count += buffer.Length;
        }

        public override void Flush() { }
    }
}
