using System.Security.Cryptography;
using System.Text;
using Springform.Archives;
using Springform.Engine;
using Springform.Errors;
using Springform.Files;
using Springform.Plan;

namespace Springform.Images;

/// <summary>
/// The files of a step's key as a folder for one build: exactly these, with one time and plain modes, so that neither a file that is not in the key nor a
/// checkout's times can reach a build. E406 when a file is no longer what its key says.
/// </summary>
internal static class ContextFolder
{
    /// <summary>Of every file: its own time is not part of its key. Not 1970 itself, which some tools take for none.</summary>
    private static readonly DateTime Time = DateTime.UnixEpoch.AddSeconds(1);

    /// <param name="files">paths relative to the project</param>
    /// <param name="folder">relative to the project; becomes the root, and all files lie below it. "" or ".": the project itself</param>
    /// <param name="buildFolder">of <see cref="ImageBuild"/>; made here</param>
    public static void Write(FileSet files, string projectFolder, string folder, string buildFolder, CancellationToken cancellation)
    {
        var prefix = folder is "" or "." ? "" : folder.TrimEnd('/') + "/";
        var root = ImageBuild.ContextIn(buildFolder);
        var folders = new HashSet<string>(StringComparer.Ordinal);
        Make(root, folders);
        foreach (var fact in files.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!fact.Path.StartsWith(prefix, StringComparison.Ordinal))
                throw new ArgumentException($"{fact.Path} does not lie below {prefix}", nameof(folder));
            var copy = Path.Combine(root, fact.Path[prefix.Length..]);
            Make(Path.GetDirectoryName(copy)!, folders);
            Copy(fact, Path.Combine(projectFolder, fact.Path), copy);
        }

        // A folder's time is that of the last file in it, so the outer ones come last.
        foreach (var path in folders.OrderByDescending(path => path.Length))
        {
            SetMode(path, EntryModes.Runnable);
            Directory.SetLastWriteTimeUtc(path, Time);
        }
    }

    internal static SpringformException Changed(FileFact fact) =>
        new(
            new Problem(
                ErrorCode.MissingInput,
                $"{fact.Path} changed while it was used",
                fact.Path,
                "let no other program write into the inputs of a running build, then run it again"
            )
        );

    private static void Make(string path, HashSet<string> made)
    {
        if (made.Contains(path))
            return;
        if (made.Count > 0)
            Make(Path.GetDirectoryName(path)!, made);
        Directory.CreateDirectory(path);
        made.Add(path);
    }

    private static void Copy(FileFact fact, string path, string copy)
    {
        if (fact.Kind == FileKind.Link)
        {
            File.CreateSymbolicLink(copy, LinkTarget(fact, path));
        }
        else
        {
            using (var content = Open(fact, path))
            using (var written = new FileStream(copy, FileMode.CreateNew, FileAccess.Write))
            {
                content.CopyTo(written);
            }

            SetMode(copy, fact.Kind == FileKind.Executable ? EntryModes.Runnable : EntryModes.Plain);
        }

        File.SetLastWriteTimeUtc(copy, Time);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }

    private static string LinkTarget(FileFact fact, string path)
    {
        var target = new FileInfo(path).LinkTarget;
        return target is not null && Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target))) == fact.Sha256 ? target : throw Changed(fact);
    }

    private static HashCheckedStream Open(FileFact fact, string path)
    {
        try
        {
            return new HashCheckedStream(PlainFile.OpenRead(path, FileShare.ReadWrite | FileShare.Delete, 0), fact);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Changed(fact);
        }
    }
}
