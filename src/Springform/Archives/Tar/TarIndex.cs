using Springform.Files;

namespace Springform.Archives.Tar;

/// <summary>
/// Where the files of a plain tar lie, so that they can be packed again without being unpacked: a tar holds each content in one piece.
/// </summary>
internal static class TarIndex
{
    /// <summary>Every entry in the archive's order, found as safe as by <see cref="ArchiveReader"/>. E502 unsafe, E503 damaged.</summary>
    /// <param name="tarPath">an existing tar without compression</param>
    /// <param name="cancellation">looked at between entries</param>
    public static IReadOnlyList<IndexedItem> Read(string tarPath, CancellationToken cancellation)
    {
        // No buffer: the position behind a header is where the content begins.
        using var file = PlainFile.OpenRead(tarPath, bufferSize: 0);
        using var items = new TarItems(file, new EntryGuard(new ArchiveLimits(), tarPath));
        var index = new List<IndexedItem>();
        while (items.Next() is { } item)
        {
            cancellation.ThrowIfCancellationRequested();
            index.Add(new IndexedItem(item, file.Position));
        }

        return index;
    }
}

/// <param name="Item">what the header says</param>
/// <param name="Offset">of the content's first byte in the archive</param>
internal sealed record IndexedItem(ArchivedItem Item, long Offset);
