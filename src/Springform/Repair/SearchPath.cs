using Springform.Abi.Elf;

namespace Springform.Repair;

/// <summary>
/// Where a file says that its libraries are: DT_RUNPATH, else DT_RPATH (ld.so(8)). What is relative to the file and stays in the archive is kept; absolute
/// folders are those of the build, empty and relative ones those that somebody happens to be in.
/// </summary>
/// <param name="Kept">as they are written: <c>$ORIGIN/../lib</c></param>
/// <param name="Folders">those of <paramref name="Kept"/> in the archive</param>
/// <param name="Absolute">folders of the builder</param>
/// <param name="Dropped">all that is not kept, as it is written</param>
internal sealed record SearchPath(IReadOnlyList<string> Kept, IReadOnlyList<string> Folders, IReadOnlyList<string> Absolute, IReadOnlyList<string> Dropped)
{
    private static readonly string[] Origins = ["$ORIGIN", "${ORIGIN}"];

    /// <param name="path">of the file in the archive</param>
    /// <param name="root">the folder that holds all of the archive; empty: none does</param>
    public static SearchPath Of(ElfFile elf, string path, string root)
    {
        var entries = Entries(elf);
        var kept = entries
            .Select(entry => (Entry: entry, Folder: RelativeTo(entry) is { } rest ? ArchiveTree.Join(ArchiveTree.FolderOf(path), rest) : null))
            .Where(entry => entry.Folder is { } folder && (root.Length == 0 || folder == root || folder.StartsWith(root + "/", StringComparison.Ordinal)))
            .ToList();
        var written = kept.Select(entry => entry.Entry).ToList();
        return new SearchPath(written, [.. kept.Select(entry => entry.Folder!)], Rooted(entries), [.. entries.Where(entry => !written.Contains(entry))]);
    }

    /// <summary>Where a library of the builder looks in the builder, by full path of its folder there.</summary>
    public static IReadOnlyList<string> InBuilder(ElfFile elf, string folder) =>
        Rooted([.. Entries(elf).Select(entry => RelativeTo(entry) is { } rest && ArchiveTree.Join(folder, rest) is { } joined ? "/" + joined : entry)]);

    private static List<string> Entries(ElfFile elf) => (elf.Runpath ?? elf.Rpath) is { } text ? [.. text.Split(':').Distinct(StringComparer.Ordinal)] : [];

    private static List<string> Rooted(IEnumerable<string> entries) =>
        [.. entries.Where(entry => entry.StartsWith('/')).Select(entry => "/" + ArchiveTree.Join("", entry)).Distinct(StringComparer.Ordinal)];

    /// <summary>What follows $ORIGIN; null for an entry that does not begin with it.</summary>
    private static string? RelativeTo(string entry) =>
        Origins
            .Where(origin => entry == origin || entry.StartsWith(origin + "/", StringComparison.Ordinal))
            .Select(origin => entry[origin.Length..])
            .FirstOrDefault();
}
