using Springform.Archives;
using Springform.Errors;

namespace Springform.Package;

/// <summary>The entries of one archive while they are collected: one source per path.</summary>
/// <param name="step">whose archive it is, for messages</param>
internal sealed class EntryList(string step)
{
    private readonly Dictionary<string, PackSource> sources = new(StringComparer.Ordinal);

    public int Count => sources.Count;

    /// <summary>By path in the archive.</summary>
    public IReadOnlyDictionary<string, PackSource> Sources => sources;

    /// <summary>A file that was collected, with other content.</summary>
    public void Replace(string path, PackSource source) => sources[path] = source;

    /// <summary>The same content twice is one entry; E407 naming both sources of different content.</summary>
    public void Add(string path, PackSource source)
    {
        if (!sources.TryAdd(path, source) && !sources[path].IsSameAs(source))
            throw Duplicate($"{Quoted.Of(path)} in the archive would be two files with different content: {sources[path]}, and {source}");
    }

    /// <summary>Folders are entries of their own, so that an unpacked tree does not depend on the umask.</summary>
    /// <exception cref="SpringformException">E407 when a file is a folder as well</exception>
    public IReadOnlyList<ArchiveEntry> Entries()
    {
        var folders = sources
            .SelectMany(pair => pair.Value.Kind == ArchiveEntryKind.Directory ? Above(pair.Key).Append(pair.Key) : Above(pair.Key))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (folders.Find(path => sources.TryGetValue(path, out var source) && source.Kind != ArchiveEntryKind.Directory) is { } both)
            throw Duplicate($"{Quoted.Of(both)} in the archive would be a file and a folder: {sources[both]}");
        return
        [
            .. folders.Select(ArchiveEntry.Directory),
            .. sources.Where(pair => pair.Value.Kind != ArchiveEntryKind.Directory).Select(pair => pair.Value.At(pair.Key)),
        ];
    }

    private SpringformException Duplicate(string what) =>
        new(new Problem(ErrorCode.DuplicateEntry, what, $"step {step}", "give one of them another place with to:, or leave it out"));

    private static IEnumerable<string> Above(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            yield return path[..slash];
    }
}
