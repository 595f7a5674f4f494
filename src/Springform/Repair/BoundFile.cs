using Springform.Abi.Elf;

namespace Springform.Repair;

/// <summary>A file of the archive, or a library that comes along, and how what it needs is met.</summary>
/// <param name="Path">in the archive</param>
/// <param name="HostPath">the copy that is rewritten</param>
/// <param name="BuilderFolders">where it says that libraries are in the builder</param>
internal sealed record BoundFile(string Path, string HostPath, ElfFile Elf, SearchPath Search, IReadOnlyList<string> BuilderFolders)
{
    /// <summary>The library of the builder that it is; null: it was in the archive.</summary>
    public FoundLibrary? Library { get; init; }

    /// <summary>New names of needed libraries that come along.</summary>
    public Dictionary<string, string> Renamed { get; } = new(StringComparer.Ordinal);

    /// <summary>Folders of the archive that it has to look in besides those that it says.</summary>
    public SortedSet<string> Folders { get; } = new(StringComparer.Ordinal);

    /// <summary>Null: it stays as it is.</summary>
    public ElfEdit? Edit()
    {
        var added = Folders.Count > 0;
        if (Library is null && !added && Search.Dropped.Count == 0)
            return null;
        return new ElfEdit
        {
            Soname = Library is null ? null : ArchiveTree.NameOf(Path),
            Needed = Renamed,
            RemovesPath = Elf.Rpath is not null || Elf.Runpath is not null,
            Path = [.. Search.Kept, .. Folders.Select(Relative).Except(Search.Kept, StringComparer.Ordinal)],
            // What repair adds must be found before anything else of that name; what was there stays as weak as it was.
            IsRunpath = !added && Elf.Runpath is not null,
        };
    }

    private string Relative(string folder) =>
        System.IO.Path.GetRelativePath("/" + ArchiveTree.FolderOf(Path), "/" + folder) is var way && way == "." ? "$ORIGIN" : $"$ORIGIN/{way}";
}
