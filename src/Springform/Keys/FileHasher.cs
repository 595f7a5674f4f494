using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Springform.Errors;
using Springform.Files;

namespace Springform.Keys;

/// <summary>
/// SHA-256 of files, with a stat cache: a file whose size, mtime, ctime and inode are as when it was last hashed is not read again.
/// A file that changed within <see cref="RacyWindow"/> of being hashed is never remembered: the kernel's clock may be too coarse to show
/// a second change. Thread safe. The cache is a hint: lost or broken, everything is hashed again.
/// </summary>
internal sealed class FileHasher(string cachePath, TimeProvider clock)
{
    private static readonly TimeSpan RacyWindow = TimeSpan.FromMilliseconds(30);

    private readonly ConcurrentDictionary<string, Entry> entries = Load(cachePath);
    private bool changed;

    private sealed record Entry(long SizeBytes, long Modified, long Changed, ulong Inode, ContentHashes Hashes);

    /// <summary>64 hex digits. The file must exist; a link is followed.</summary>
    public string Sha256(string path) => Hashes(Path.GetFullPath(path), null).Sha256;

    /// <summary>As an input of a key. Path is relative to <paramref name="root"/>.</summary>
    public FileFact Fact(string root, string path)
    {
        return Source(root, path, null).Fact;
    }

    /// <summary>As an input of a key, and as git would name its bytes.</summary>
    /// <param name="format">of the repository; null: without git's name</param>
    public SourceFile Source(string root, string path, GitObjectFormat? format)
    {
        var full = Path.Combine(root, path);
        var stat = FileStat.Of(full) ?? throw new FileNotFoundException("no such file", full);
        if (stat.IsLink)
        {
            var target = Encoding.UTF8.GetBytes(new FileInfo(full).LinkTarget ?? throw new FileNotFoundException("no such link", full));
            var text = ContentHashes.Of(new MemoryStream(target), target.Length, format);
            return new SourceFile(new FileFact(path, FileKind.Link, text.Sha256, target.Length), text.Blob, IsPointer: false);
        }

        var hashes = Hashes(Path.GetFullPath(full), format);
        return new SourceFile(
            new FileFact(path, stat.IsExecutable ? FileKind.Executable : FileKind.Regular, hashes.Sha256, stat.SizeBytes),
            hashes.Blob,
            hashes.IsPointer
        );
    }

    /// <summary>Writes the cache for the next process, beside and renamed. Does nothing when nothing was learnt.</summary>
    /// <returns>why the operating system refused it; null when it is written. No run fails for it</returns>
    public Problem? Save()
    {
        if (!changed)
            return null;
        try
        {
            AtomicFile.Write(cachePath, WriteTo);
            changed = false;
            return null;
        }
        catch (SpringformException refused)
        {
            return refused.Problems[0];
        }
    }

    private bool WriteTo(FileStream file)
    {
        using var lines = new StreamWriter(file, leaveOpen: true);
        foreach (var (path, entry) in entries.Where(pair => File.Exists(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            lines.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{entry.Hashes} {entry.SizeBytes} {entry.Modified} {entry.Changed} {entry.Inode} {path}")
            );
        return true;
    }

    private ContentHashes Hashes(string full, GitObjectFormat? format)
    {
        var stat = FileStat.Of(full);
        if (
            stat is { IsRegular: true } now
            && entries.TryGetValue(full, out var entry)
            && entry == new Entry(now.SizeBytes, now.ModifiedNanoseconds, now.ChangedNanoseconds, now.Inode, entry.Hashes)
            && entry.Hashes.Has(format)
        )
        {
            return entry.Hashes;
        }

        var started = clock.GetUtcNow();
        ContentHashes hashes;
        using (var stream = PlainFile.OpenRead(full, FileShare.ReadWrite | FileShare.Delete, 1 << 17))
        {
            hashes = ContentHashes.Of(stream, stream.Length, format);
        }

        Remember(full, hashes, stat, started);
        return hashes;
    }

    private void Remember(string full, ContentHashes hashes, FileStat? before, DateTimeOffset started)
    {
        if (before is not { IsRegular: true } stat || FileStat.Of(full) != before || full.Contains('\n', StringComparison.Ordinal))
        {
            return;
        }

        var hashedAt = (started - DateTimeOffset.UnixEpoch - RacyWindow).Ticks * 100;
        if (stat.ChangedNanoseconds < hashedAt)
        {
            entries[full] = new Entry(stat.SizeBytes, stat.ModifiedNanoseconds, stat.ChangedNanoseconds, stat.Inode, hashes);
            changed = true;
        }
    }

    private static ConcurrentDictionary<string, Entry> Load(string path)
    {
        var result = new ConcurrentDictionary<string, Entry>(StringComparer.Ordinal);
        if (FileStat.OfTarget(path) is not { IsRegular: true })
        {
            return result;
        }

        foreach (var line in File.ReadLines(path))
        {
            var parts = line.Split(' ', 6);
            if (
                parts.Length == 6
                && ContentHashes.Parse(parts[0]) is { } hashes
                && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                && long.TryParse(parts[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var modified)
                && long.TryParse(parts[3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var changedAt)
                && ulong.TryParse(parts[4], NumberStyles.None, CultureInfo.InvariantCulture, out var inode)
            )
            {
                result[parts[5]] = new Entry(size, modified, changedAt, inode, hashes);
            }
        }

        return result;
    }
}
