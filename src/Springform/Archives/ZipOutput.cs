using System.IO.Compression;
using Springform.Plan;

namespace Springform.Archives;

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

    internal static void Write(IEnumerable<ArchiveEntry> entries, Stream output, long sourceDateEpoch, CancellationToken cancellation)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(sourceDateEpoch, FirstSecond, LastSecond));
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        var buffer = GC.AllocateUninitializedArray<byte>(256 << 10);
        foreach (var entry in SortedEntries.From(entries, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            var isDirectory = entry.Kind == ArchiveEntryKind.Directory;
            var written = zip.CreateEntry(isDirectory ? entry.Path + "/" : entry.Path, CompressionLevel.Optimal);
            written.LastWriteTime = time;
            written.ExternalAttributes = Attributes(entry);
            if (isDirectory)
                continue;

            using var into = written.Open();
            if (entry.Kind == ArchiveEntryKind.Symlink)
                into.Write(ArchivePath.StrictUtf8.GetBytes(entry.LinkTarget!));
            else
                Copy(entry, into, buffer, cancellation);
        }
    }

    private static void Copy(ArchiveEntry entry, Stream into, byte[] buffer, CancellationToken cancellation)
    {
        using var content = entry.OpenContent();
        var written = 0L;
        for (int count; (count = content.Read(buffer)) > 0; written += count)
        {
            cancellation.ThrowIfCancellationRequested();
            into.Write(buffer.AsSpan(0, count));
        }

        if (written != (entry.SizeBytes ?? written))
        {
            throw new SpringformException(new Problem(ErrorCode.MissingInput,
                $"{entry.Path}: {entry.SizeBytes} bytes were announced, {written} came", entry.Path,
                "let nothing write into the inputs of a running build, then run it again"));
        }
    }

    private static int Attributes(ArchiveEntry entry) => entry.Kind switch
    {
        ArchiveEntryKind.Directory => ((DirectoryType | 0x1ED) << 16) | MsDosDirectory,
        ArchiveEntryKind.Symlink => (SymbolicLink | 0x1FF) << 16,
        _ => (RegularFile | (entry.Executable ? 0x1ED : 0x1A4)) << 16,
    };
}
