using System.IO.Enumeration;
using Springform.Archives.Tar;
using Springform.Errors;
using Springform.Files;
using Springform.Machine;

namespace Springform.Archives;

/// <summary>A directory as archive entries, and entries as a directory: everything below it, symlinks as symlinks, empty directories too.</summary>
internal static class DirectoryEntries
{
    /// <param name="directory">an existing directory (E406 otherwise); not itself an entry unless there is a prefix</param>
    /// <param name="prefix">the archive directory that holds it all, such as <c>perfspect</c>; "" for none</param>
    public static IReadOnlyList<ArchiveEntry> Below(string directory, string prefix = "")
    {
        if (!Directory.Exists(directory))
        {
            throw new SpringformException(
                new Problem(ErrorCode.MissingInput, "there is no such directory to archive", directory, "make the directory first, or take it off the list")
            );
        }

        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        var entries = new FileSystemEnumerable<ArchiveEntry>(
            root,
            (ref FileSystemEntry found) => Entry(ref found, root, prefix),
            new EnumerationOptions
            {
                RecurseSubdirectories = true,
                AttributesToSkip = 0,
                IgnoreInaccessible = false,
            }
        )
        {
            ShouldRecursePredicate = (ref FileSystemEntry found) => !IsLink(ref found),
        };
        return SystemFault.Guard(directory, () => prefix.Length == 0 ? entries.ToList() : [ArchiveEntry.Directory(prefix), .. entries]);
    }

    /// <summary>Entries as files, as they come out of an archive.</summary>
    /// <param name="entries">in any order</param>
    /// <param name="folder">must not exist</param>
    /// <param name="cancellation">leaves the folder as far as it came</param>
    public static async Task WriteAsync(IReadOnlyList<ArchiveEntry> entries, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        var archive = folder + ".tar";
        try
        {
            await using (var stream = File.Create(archive))
                await TarArchive.WriteAsync(entries, stream, Epoch.Neutral, cancellation);
            await new ArchiveReader().ExtractToAsync(archive, folder, cancellation);
        }
        finally
        {
            File.Delete(archive);
        }
    }

    private static ArchiveEntry Entry(ref FileSystemEntry found, string root, string prefix)
    {
        var hostPath = found.ToFullPath();
        var relative = hostPath[(Path.EndsInDirectorySeparator(root) ? root.Length : root.Length + 1)..];
        if (Path.DirectorySeparatorChar != '/')
            relative = relative.Replace(Path.DirectorySeparatorChar, '/');
        var path = prefix.Length == 0 ? relative : $"{prefix}/{relative}";
        if (IsLink(ref found))
            return ArchiveEntry.Symlink(path, new FileInfo(hostPath).LinkTarget!);

        return found.IsDirectory ? ArchiveEntry.Directory(path) : ArchiveEntry.FromListedFile(path, hostPath);
    }

    private static bool IsLink(ref FileSystemEntry found) => found.Attributes.HasFlag(FileAttributes.ReparsePoint);
}
