namespace Springform.Repair;

/// <summary>Which of a builder's libraries of one name a file was linked with.</summary>
internal static class LibraryChoice
{
    // ld's and ld.so's folders, for a machine's own compiler and for a cross-compiler (ld --verbose, ld.so(8); Debian, Fedora, Alpine). MACHINE is e.g. x86_64.
    private static readonly IReadOnlyList<string> Standard =
    [
        "/usr/local/lib/MACHINE-linux-gnu",
        "/usr/local/lib64",
        "/usr/local/lib",
        "/lib/MACHINE-linux-gnu",
        "/usr/lib/MACHINE-linux-gnu",
        "/lib64",
        "/usr/lib64",
        "/lib",
        "/usr/lib",
        "/usr/lib/MACHINE-linux-musl",
        "/usr/MACHINE-linux-gnu/lib64",
        "/usr/MACHINE-linux-gnu/lib",
    ];

    /// <param name="candidates">of the file's architecture; at least one</param>
    /// <param name="folders">where the file itself says that they are</param>
    /// <returns>one; or several that differ, when nothing tells which was meant</returns>
    public static IReadOnlyList<FoundLibrary> Choose(IReadOnlyList<FoundLibrary> candidates, IReadOnlyList<string> folders, string machine)
    {
        List<string> order = [.. folders, .. Standard.Select(folder => folder.Replace("MACHINE", machine, StringComparison.Ordinal))];
        var known = candidates.Where(library => order.Contains(library.Folder)).OrderBy(library => order.IndexOf(library.Folder)).ToList();
        return known.Count > 0 ? [known[0]] : [.. candidates.OrderBy(library => library.Origin, StringComparer.Ordinal).DistinctBy(library => library.Sha256)];
    }
}
