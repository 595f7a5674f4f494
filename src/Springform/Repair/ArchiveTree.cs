namespace Springform.Repair;

/// <summary>ELF files and links as they will lie in an archive or a wheel. Paths are those of the archive, with forward slashes.</summary>
/// <param name="files">copies on the disk, which may be changed</param>
/// <param name="links">what each link holds</param>
internal sealed class ArchiveTree(IReadOnlyDictionary<string, string> files, IReadOnlyDictionary<string, string> links)
{
    private const int MaxLinks = 40;

    /// <summary>Full path of the copy by path in the archive.</summary>
    public IReadOnlyDictionary<string, string> Files => files;

    /// <summary>The file that a path leads to, through links too; null when it leads to none, or out of the archive.</summary>
    public string? Find(string path)
    {
        for (var hop = 0; hop < MaxLinks; hop++)
        {
            if (files.ContainsKey(path))
                return path;
            if (FirstLink(path) is not { } link || links[link].StartsWith('/') || Join(FolderOf(link), links[link] + path[link.Length..]) is not { } next)
                return null;
            path = next;
        }

        return null;
    }

    /// <summary>Paths of files and links that end in a name.</summary>
    public IEnumerable<string> Named(string name) => files.Keys.Concat(links.Keys).Where(path => NameOf(path) == name).Order(StringComparer.Ordinal);

    public static string FolderOf(string path) => path[..Math.Max(path.LastIndexOf('/'), 0)];

    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>Without dots; null when it leads out of the archive.</summary>
    public static string? Join(string folder, string relative)
    {
        var parts = new List<string>();
        foreach (var part in $"{folder}/{relative}".Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else
                return null;
        }

        return string.Join('/', parts);
    }

    private string? FirstLink(string path)
    {
        for (var slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (links.ContainsKey(path[..slash]))
                return path[..slash];
        }

        return links.ContainsKey(path) ? path : null;
    }
}
