using Springform.Config;
using Springform.Files;

namespace Springform.Hosting;

/// <summary>
/// What runs that did not end left in a project: folders in which something was put together, and parts of files beside their places. Only who holds the
/// project's lock may take them away: a living run has its own there.
/// </summary>
internal sealed class UnfinishedWork(ProjectFolders folders)
{
    // Links are neither followed nor taken for ours.
    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
    };
    private static readonly EnumerationOptions Here = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    /// <summary>Of all of it, in bytes; also of what dist/ and the stores of results take away themselves.</summary>
    public long SizeBytes() =>
        SizeOf(folders.Staging)
        + SizeOf(folders.Scratch)
        + (Directory.Exists(folders.Dist) ? SizeOf(folders.OldDist) : 0) // else it is the only one there is, and comes back
        + Parts().Concat(new[] { folders.Results, folders.ToolsCache }.SelectMany(folder => Below(folder, ".*.part", Here))).Sum(SizeOf);

    /// <summary>Takes away the folder of scratch files and the parts of files. A part that the system does not let go stays.</summary>
    public void Sweep()
    {
        if (Directory.Exists(folders.Scratch))
            Directory.Delete(folders.Scratch, recursive: true);
        foreach (var part in Parts().ToList())
        {
            try
            {
                if (FileStat.Of(part) is { IsFolder: true })
                    Directory.Delete(part, recursive: true);
                else
                    File.Delete(part);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // It takes room and harms nobody.
            }
        }
    }

    /// <summary>In bytes; of a folder with all below it.</summary>
    internal static long SizeOf(string path) =>
        FileStat.Of(path) switch
        {
            { IsFolder: true } => new DirectoryInfo(path).EnumerateFiles("*", Everywhere).Sum(file => file.Length),
            { IsRegular: true } file => file.SizeBytes,
            _ => 0,
        };

    // What was in dist/ and is not ours is kept below .springform/dropped, whatever it is called.
    private IEnumerable<string> Parts() =>
        [
            .. Below(folders.Root, $"{LockFile.FileName}.*{AtomicFile.PartialExtension}", Here),
            .. Below(folders.State, $"*{AtomicFile.PartialExtension}", Here),
            .. new[] { folders.Results, folders.LastKeys, folders.PublishJournals, folders.Logs }.SelectMany(folder =>
                Below(folder, $"*{AtomicFile.PartialExtension}", Everywhere)
            ),
        ];

    private static IEnumerable<string> Below(string folder, string pattern, EnumerationOptions options) =>
        FileStat.Of(folder) is { IsFolder: true } ? Directory.EnumerateFileSystemEntries(folder, pattern, options) : [];
}
