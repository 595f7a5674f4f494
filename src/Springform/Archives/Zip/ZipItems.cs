using System.IO.Compression;
using System.Text;

namespace Springform.Archives.Zip;

/// <summary>
/// The entries of a zip in the order of its central directory, each found safe before it is handed out, with lengths and
/// checksums verified here (the base library verifies neither). The stream can seek.
/// </summary>
internal static class ZipItems
{
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int DirectoryType = 0x4000;
    private const int SymbolicLink = 0xA000;

    internal static void Visit(Stream file, EntryGuard guard, ArchiveLimits limits, Action<ArchivedItem, Stream> visit)
    {
        if (!ZipDirectory.IsWithin(file, limits.MaxEntries))
            throw guard.Unsafe($"holds more than {limits.MaxEntries} entries");

        try
        {
            file.Position = 0;
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true, ArchivePath.StrictUtf8);
            foreach (var entry in zip.Entries)
                Visit(entry, guard, limits, visit);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or DecoderFallbackException)
        {
            throw guard.Corrupt($"is not a complete zip: {failure.Message}", failure);
        }
    }

    private static void Visit(ZipArchiveEntry entry, EntryGuard guard, ArchiveLimits limits, Action<ArchivedItem, Stream> visit)
    {
        if (entry.IsEncrypted)
            throw guard.Unsafe(EntryGuard.Show(entry.FullName, "is encrypted"));

        // Zero when the archive was not made on Unix; then the name alone says what it is.
        var mode = (entry.ExternalAttributes >> 16) & 0xFFFF;
        var kind = (mode & TypeMask) switch
        {
            0 or RegularFile or DirectoryType when entry.FullName.EndsWith('/') => ArchiveEntryKind.Directory,
            0 or RegularFile => ArchiveEntryKind.File,
            DirectoryType => ArchiveEntryKind.Directory,
            SymbolicLink => ArchiveEntryKind.Symlink,
            _ => throw guard.Unsafe(EntryGuard.Show(entry.FullName, "is a device or a pipe")),
        };
        if (kind == ArchiveEntryKind.Directory && entry.Length != 0)
            throw guard.Corrupt(EntryGuard.Show(entry.FullName, "is not a file but has content"));

        var item = new ArchivedItem(
            entry.FullName,
            kind,
            kind == ArchiveEntryKind.File ? entry.Length : 0,
            Executable: kind == ArchiveEntryKind.File && (mode & 0x40) != 0,
            LinkTarget: null,
            Math.Max(0, new DateTimeOffset(entry.LastWriteTime.DateTime, TimeSpan.Zero).ToUnixTimeSeconds())
        )
        {
            Privileges = (ItemPrivileges)(mode & (int)ItemPrivileges.Bits),
        };
        if (kind == ArchiveEntryKind.Symlink)
            item = item with { LinkTarget = ReadTarget(entry, guard, limits) };
        if (guard.Admit(item) is not { } admitted)
            return;

        if (kind != ArchiveEntryKind.File)
        {
            visit(admitted, Stream.Null);
            return;
        }

        using var unpacked = entry.Open();
        using var content = new ItemContent(unpacked.Read, entry.Length, guard, entry.Crc32);
        visit(admitted, content);
        content.Drain();
        if (entry.Length == 0 && entry.Crc32 != 0)
            throw guard.Corrupt(EntryGuard.Show(entry.FullName, "has a checksum that does not fit its content"));
    }

    private static string ReadTarget(ZipArchiveEntry entry, EntryGuard guard, ArchiveLimits limits)
    {
        if (entry.Length > limits.MaxPathBytes)
            throw guard.Unsafe(EntryGuard.Show(entry.FullName, "is a link to an overlong name"));

        using var unpacked = entry.Open();
        using var content = new ItemContent(unpacked.Read, entry.Length, guard, entry.Crc32);
        var target = new byte[entry.Length];
        content.ReadExactly(target);
        return ArchivePath.StrictUtf8.GetString(target);
    }
}
