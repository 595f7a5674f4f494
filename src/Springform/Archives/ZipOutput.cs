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
            if (isDirectory)
            {
                written.ExternalAttributes = ((DirectoryType | TarHeader.RunnableMode) << 16) | MsDosDirectory;
            }
            else if (entry.Kind == ArchiveEntryKind.Symlink)
            {
                written.ExternalAttributes = (SymbolicLink | TarHeader.SymlinkMode) << 16;
                using var into = written.Open();
                into.Write(ArchivePath.StrictUtf8.GetBytes(entry.LinkTarget!));
            }
            else
            {
                Copy(entry, written, buffer, cancellation);
            }
        }
    }

    private static void Copy(ArchiveEntry entry, ZipArchiveEntry written, byte[] buffer, CancellationToken cancellation)
    {
        using var content = entry.OpenContent();
        written.ExternalAttributes = (RegularFile | (entry.IsExecutable(content) ? TarHeader.RunnableMode : TarHeader.PlainMode)) << 16;
        using var into = written.Open();
        var copied = 0L;
        for (int count; (count = content.Read(buffer)) > 0; copied += count)
        {
            cancellation.ThrowIfCancellationRequested();
            into.Write(buffer.AsSpan(0, count));
        }

        if (copied != (entry.SizeBytes ?? copied))
        {
            throw new SpringformException(new Problem(ErrorCode.MissingInput,
                $"{entry.Path}: {entry.SizeBytes} bytes were announced, {copied} came", entry.Path,
                "let nothing write into the inputs of a running build, then run it again"));
        }
    }
}
