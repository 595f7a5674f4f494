using System.Text;
using System.Text.Json.Nodes;
using Springform.Archives;
using Springform.Errors;

namespace Build.Sdk;

/// <summary>The NuGet packages that a restore chose, as they lie unpacked in the caller's package folders.</summary>
/// <param name="Folders">full path of each package's folder by its path in a package folder, e.g. yamldotnet/16.3.0</param>
internal sealed record PackageSet(IReadOnlyDictionary<string, string> Folders)
{
    /// <summary>NuGet takes a package for complete when this file is there.</summary>
    private const string Marker = ".nupkg.metadata";

    /// <summary>Reads <c>obj/PROJECT/project.assets.json</c> of each project: packages, and what is downloaded without being referenced.</summary>
    /// <param name="objFolder">holds one folder per project</param>
    public static PackageSet Restored(string objFolder)
    {
        var folders = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var assets in Directory.EnumerateFiles(objFolder, "project.assets.json", SearchOption.AllDirectories).Select(Parse))
        {
            var roots = assets["packageFolders"]!.AsObject().Select(folder => folder.Key).ToList();
            foreach (var package in Packages(assets))
                folders[package] = Locate(package, roots);
        }

        return new PackageSet(folders);
    }

    /// <summary>Package paths with the hashes of their contents, one per line.</summary>
    public string Describe() => string.Join('\n', Folders.Select(folder => $"{folder.Key} {ContentHash(folder.Value)}"));

    /// <summary>A NuGet package folder that holds these and nothing else, without the .nupkg files from which they were unpacked.</summary>
    public IReadOnlyList<ArchiveEntry> Entries() =>
        [
            .. Folders.SelectMany(folder =>
                DirectoryEntries
                    .Below(folder.Value)
                    .Where(entry => entry.Kind == ArchiveEntryKind.File && IsNeeded(folder.Key, entry.Path))
                    .Select(entry => Entry(folder, entry))
            ),
        ];

    private static ArchiveEntry Entry(KeyValuePair<string, string> folder, ArchiveEntry entry)
    {
        var path = $"{folder.Key}/{entry.Path}";
        if (entry.Path == Marker)
        {
            // NuGet's own names the source as well: where a package came from must not change the image.
            return ArchiveEntry.FromBytes(path, Encoding.UTF8.GetBytes($$"""{"version":2,"contentHash":"{{ContentHash(folder.Value)}}"}"""));
        }

        // NuGet unpacks every file as executable.
        return ArchiveEntry.FromFile(path, entry.HostPath!, executable: entry.Executable && !Path.HasExtension(path));
    }

    private static bool IsNeeded(string package, string path) =>
        !path.EndsWith(".nupkg", StringComparison.Ordinal)
        && !path.EndsWith(".mibc", StringComparison.Ordinal)
        // Of the host packs a publish takes the small program that starts a .dll, and no other.
        && !(
            package.StartsWith("microsoft.netcore.app.host.", StringComparison.Ordinal)
            && path.StartsWith("runtimes/", StringComparison.Ordinal)
            && Path.GetFileNameWithoutExtension(path) != "apphost"
        )
        && !(
            package.StartsWith("cake.tool/", StringComparison.Ordinal)
            && path.StartsWith("tools/net", StringComparison.Ordinal)
            && !path.StartsWith("tools/net10.0/", StringComparison.Ordinal)
        );

    private static IEnumerable<string> Packages(JsonNode assets)
    {
        foreach (var (_, library) in assets["libraries"]!.AsObject())
        {
            if (library!["type"]!.GetValue<string>() == "package")
                yield return library["path"]!.GetValue<string>();
        }

        foreach (var (_, framework) in assets["project"]!["frameworks"]!.AsObject())
        {
            foreach (var download in framework!["downloadDependencies"]?.AsArray() ?? [])
                yield return $"{Text(download!, "name")}/{ExactVersion(Text(download!, "version"))}".ToLowerInvariant();
        }
    }

    // "[7.0.0, 7.0.0]": a download is always of one version.
    private static string ExactVersion(string range) => range.Trim('[', ']').Split(',')[0];

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static string ContentHash(string folder) => Text(Parse(Path.Combine(folder, Marker)), "contentHash");

    private static JsonNode Parse(string path) => JsonNode.Parse(File.ReadAllBytes(path))!;

    private static string Locate(string package, IReadOnlyList<string> roots) =>
        roots.Select(root => Path.Combine(root, package)).FirstOrDefault(folder => File.Exists(Path.Combine(folder, Marker)))
        ?? throw new SpringformException(
            new Problem(
                ErrorCode.MissingInput,
                $"the restored package {package} is not there",
                string.Join(", ", roots),
                "delete its folder and run again: the restore fetches it anew"
            )
        );
}
