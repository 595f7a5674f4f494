using System.Text;
using Springform.Errors;

namespace Springform.Archives;

/// <summary>
/// Decides about each entry of one archive from the entries before it: names stay inside, come once, and never lie below a
/// file or a symlink, so nothing is ever written through a link. E502 otherwise.
/// </summary>
internal sealed class EntryGuard(ArchiveLimits limits, string archiveName)
{
    // Directories that are only implied ("a" in "a/b") count as taken for every other kind, but may still be named once.
    private readonly Dictionary<string, ArchiveEntryKind> named = new(StringComparer.Ordinal);
    private readonly HashSet<string> implied = new(StringComparer.Ordinal);
    private long totalBytes;
    private long nameCharacters;
    private int entries;

    /// <summary>For the names of what holds the archive's own, as the blobs of an image do.</summary>
    internal EntryGuard OfContainer() => new(limits, archiveName);

    internal bool LooksOnly => limits.LooksOnly;

    internal bool ShowsSpecialFiles => limits.ShowsSpecialFiles;

    internal Encoding Names => limits.LooksOnly ? Encoding.UTF8 : ArchivePath.StrictUtf8;

    /// <summary>The item with its path normalised; null for the root itself (<c>./</c>), which says nothing.</summary>
    internal ArchivedItem? Admit(ArchivedItem raw)
    {
        if (++entries > limits.MaxEntries)
            throw Unsafe($"holds more than {limits.MaxEntries} entries");
        if (limits.LooksOnly)
        {
            return raw with { Path = (raw.Path.StartsWith("./", StringComparison.Ordinal) ? raw.Path[2..] : raw.Path).TrimEnd('/') };
        }

        var path = ArchivePath.Normalise(raw.Path, limits.MaxPathBytes, out var reason) ?? throw Unsafe(Show(raw.Path, reason));
        if (path.Length == 0)
            return raw.Kind == ArchiveEntryKind.Directory ? null : throw Unsafe(Show(raw.Path, "replaces the root"));

        CheckPlace(path, raw.Kind);
        var item = raw with { Path = path, LinkTarget = CheckedTarget(path, raw) };
        CountBytes(path, item.SizeBytes);
        named.Add(path, item.Kind);
        CountName(path);
        return item;
    }

    /// <summary>For content that takes up space without being announced, such as the copy made of a hard link.</summary>
    internal void CountBytes(string path, long sizeBytes)
    {
        if (sizeBytes > limits.MaxEntryBytes)
            throw Unsafe(Show(path, $"has {sizeBytes} bytes, more than {limits.MaxEntryBytes}"));
        totalBytes += sizeBytes;
        if (totalBytes > limits.MaxTotalBytes)
            throw Unsafe($"unpacks to more than {limits.MaxTotalBytes} bytes");
    }

    internal SpringformException Unsafe(string what) =>
        new(new Problem(ErrorCode.UnsafeArchive, $"the archive {what}", archiveName, "do not use this archive; get it from a source that you trust"));

    internal SpringformException Corrupt(string what, Exception? inner = null) =>
        new(new Problem(ErrorCode.CorruptArchive, $"the archive {what}", archiveName, "get or make the archive again"), inner);

    /// <summary>E503 for what a reader finds damaged below the archive's own format, in a compression or a name.</summary>
    internal void Readable(Action read)
    {
        try
        {
            read();
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or DecoderFallbackException)
        {
            throw Corrupt("is damaged, or has a name that is not UTF-8", failure);
        }
    }

    /// <inheritdoc cref="Readable(Action)"/>
    internal T Readable<T>(Func<T> read)
    {
        T result = default!;
        Readable(() =>
        {
            result = read();
        });
        return result;
    }

    internal static string Show(string path, string reason) => $"has an entry {Quoted.Of(path)} that {reason}";

    private void CheckPlace(string path, ArchiveEntryKind kind)
    {
        if (named.ContainsKey(path))
            throw Unsafe(Show(path, "occurs twice"));
        if (kind != ArchiveEntryKind.Directory && implied.Contains(path))
            throw Unsafe(Show(path, "takes the place of a directory"));
        foreach (var parent in ArchivePath.Parents(path))
        {
            if (named.TryGetValue(parent, out var above) && above != ArchiveEntryKind.Directory)
                throw Unsafe(Show(path, $"lies below {parent}, which is not a directory"));
            if (!implied.Add(parent))
                break;
            CountName(parent);
        }
    }

    private void CountName(string name)
    {
        nameCharacters += name.Length;
        if (nameCharacters > limits.MaxNameCharacters)
            throw Unsafe($"has names of more than {limits.MaxNameCharacters} characters together");
    }

    private string? CheckedTarget(string path, ArchivedItem raw)
    {
        if (raw.Kind == ArchiveEntryKind.Symlink)
        {
            var refusal = ArchivePath.LinkRefusal(path, raw.LinkTarget!, limits.MaxPathBytes);
            return refusal is null ? raw.LinkTarget : throw Unsafe(Show(path, refusal));
        }

        if (raw.Kind != ArchiveEntryKind.HardLink)
            return null;

        var target =
            ArchivePath.Normalise(raw.LinkTarget!, limits.MaxPathBytes, out var reason) ?? throw Unsafe(Show(path, $"is a hard link to a name that {reason}"));
        var isEarlierFile = named.TryGetValue(target, out var kind) && kind is ArchiveEntryKind.File or ArchiveEntryKind.HardLink;
        return isEarlierFile ? target : throw Unsafe(Show(path, $"is a hard link to '{target}', which is not an earlier file"));
    }
}
