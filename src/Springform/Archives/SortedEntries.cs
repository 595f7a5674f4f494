using Springform.Errors;
using Springform.Names;

namespace Springform.Archives;

/// <summary>The order and the sanity of what is written: one archive is one list of names, whoever made the list.</summary>
internal static class SortedEntries
{
    private const int MaxPathBytes = 4096;

    /// <summary>
    /// Normalised and sorted ordinally, so that a directory comes before what it holds. E103 for a name that is not safe,
    /// that comes twice, or that lies below a file or symlink of the same archive.
    /// </summary>
    internal static List<ArchiveEntry> From(IEnumerable<ArchiveEntry> entries, CancellationToken cancellation)
    {
        var kinds = new Dictionary<string, ArchiveEntryKind>(StringComparer.Ordinal);
        var sorted = new List<ArchiveEntry>();
        foreach (var entry in entries)
        {
            cancellation.ThrowIfCancellationRequested();
            var path = ArchivePath.Normalise(entry.Path, MaxPathBytes, out var reason);
            if (string.IsNullOrEmpty(path))
                throw Refuse(entry, path is null ? reason : "is the root of the archive");
            if (entry.LinkTarget is { } target && FileName.Refusal(target) is { Length: > 0 } refusal)
                throw Refuse(entry, $"is a link to a name that {refusal}");
            if (!kinds.TryAdd(path, entry.Kind))
                throw Refuse(entry, "is listed twice");

            sorted.Add(path == entry.Path ? entry : entry.WithPath(path));
        }

        sorted.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        var seen = "";
        foreach (var entry in sorted)
        {
            // Most entries lie beside the one before them.
            var folder = entry.Path.AsSpan(0, Math.Max(entry.Path.LastIndexOf('/'), 0));
            if (folder.SequenceEqual(seen))
                continue;
            seen = folder.ToString();
            var blocking = ArchivePath
                .Parents(entry.Path)
                .FirstOrDefault(parent => kinds.TryGetValue(parent, out var kind) && kind != ArchiveEntryKind.Directory);
            if (blocking is not null)
                throw Refuse(entry, $"lies below {blocking}, which is not a directory");
        }

        return sorted;
    }

    private static SpringformException Refuse(ArchiveEntry entry, string reason) =>
        new(
            new Problem(
                ErrorCode.InvalidValue,
                $"archive entry {Quoted.Of(entry.Path)} {reason}",
                entry.HostPath ?? entry.Path,
                "give each entry one relative path with forward slashes"
            )
        );
}
