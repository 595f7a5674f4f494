using Springform.Archives;
using Springform.Archives.Tar;
using Springform.Cache;

namespace Springform.Package;

/// <summary>The files of a step's stored result, packed straight from the blob: nothing is unpacked to the disk.</summary>
internal static class BlobContents
{
    /// <summary>
    /// Files, symlinks and empty folders in the blob's order; a hard link is the file that it names. Other folders are said by what they hold.
    /// </summary>
    /// <param name="origin">as <see cref="PackSource.Origin"/></param>
    public static IReadOnlyList<PackSource> Of(Blob blob, string origin, CancellationToken cancellation)
    {
        var sources = new Dictionary<string, PackSource>(StringComparer.Ordinal);
        var index = TarIndex.Read(blob.Path, cancellation);
        var filled = index.Select(entry => Path.GetDirectoryName(entry.Item.Path)).ToHashSet(StringComparer.Ordinal);
        foreach (var (item, offset) in index)
        {
            if (item.Kind == ArchiveEntryKind.HardLink)
                sources[item.Path] = sources[item.LinkTarget!] with { Path = item.Path };
            else if (item.Kind != ArchiveEntryKind.Directory || !filled.Contains(item.Path))
                sources[item.Path] = Source(blob, item, offset, origin);
        }

        return [.. sources.Values];
    }

    private static PackSource Source(Blob blob, ArchivedItem item, long offset, string origin) =>
        new(item.Path, item.Kind, item.Executable, item.LinkTarget, item.SizeBytes, origin, () => new FileRange(blob.Path, offset, item.SizeBytes));
}
