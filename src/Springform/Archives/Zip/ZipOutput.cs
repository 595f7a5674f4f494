using Springform.Archives.Tar;
using Springform.Errors;

namespace Springform.Archives.Zip;

/// <summary>Zip for those who cannot unpack a tar. Entry times are UTC (zip has no zone), between 1980 and 2107.</summary>
internal static class ZipOutput
{
    private const int RegularFile = 0x8000;
    private const int SymbolicLink = 0xA000;
    private const int DirectoryType = 0x4000;
    private const int MsDosDirectory = 0x10;

    // What the zip format can say (APPNOTE 4.4.6): seconds since 1970 of 1980-01-01 and 2107-12-31.
    private const long FirstSecond = 315532800;
    private const long LastSecond = 4354819198;

    /// <inheritdoc cref="ArchiveWriter"/>
    internal static void Write(IReadOnlyList<ArchiveEntry> entries, Stream output, ArchiveWriting how, CancellationToken cancellation)
    {
        var zip = new ZipWriter(output, DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(how.SourceDateEpoch, FirstSecond, LastSecond)));
        using var content = new ZipContent(how.SpoolFolder); // one entry at a time, when that is large
        var buffer = GC.AllocateUninitializedArray<byte>(256 << 10);
        foreach (var entry in SortedEntries.From(entries, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            content.Clear();
            switch (entry.Kind)
            {
                case ArchiveEntryKind.Directory:
                    zip.Add(entry.Path + "/", (uint)((DirectoryType | (int)EntryModes.Runnable) << 16) | MsDosDirectory, content);
                    break;
                case ArchiveEntryKind.Symlink:
                    content.Append(ArchivePath.StrictUtf8.GetBytes(entry.LinkTarget!));
                    content.Complete();
                    zip.Add(entry.Path, (uint)(SymbolicLink | (int)EntryModes.Symlink) << 16, content);
                    break;
                default:
                    var mode = Fill(content, entry, buffer, cancellation) ? EntryModes.Runnable : EntryModes.Plain;
                    zip.Add(entry.Path, (uint)(RegularFile | (int)mode) << 16, content);
                    break;
            }
        }

        zip.Complete();
    }

    /// <returns>whether the file is executable</returns>
    private static bool Fill(ZipContent into, ArchiveEntry entry, byte[] buffer, CancellationToken cancellation)
    {
        using var content = entry.OpenContent();
        int count;
        while ((count = content.Read(buffer)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            into.Append(buffer.AsSpan(0, count));
        }

        into.Complete();
        if (into.SizeBytes != (entry.SizeBytes ?? into.SizeBytes))
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.MissingInput,
                    $"{entry.Path}: {entry.SizeBytes} bytes were announced, {into.SizeBytes} came",
                    entry.Path,
                    "let no other program write into the inputs of a running build, then run it again"
                )
            );
        }

        return entry.IsExecutable(content);
    }
}
