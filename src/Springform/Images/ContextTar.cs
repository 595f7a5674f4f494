using System.Security.Cryptography;
using System.Text;
using Springform.Archives;
using Springform.Files;
using Springform.Plan;

namespace Springform.Images;

/// <summary>
/// The files of a step's key as a tar stream: exactly these, sorted, with one time and owner, so that neither a file that is not in the key nor a checkout's times
/// can reach a build. E406 when a file is no longer what its key says.
/// </summary>
public static class ContextTar
{
    /// <summary>Seconds since 1970 of every entry: a file's own time is not part of its key.</summary>
    private const long Epoch = 1;

    /// <param name="files">paths relative to the project</param>
    /// <param name="folder">relative to the project; becomes the root of the stream, and all files lie below it. "" or ".": the project itself</param>
    public static Task WriteAsync(FileSet files, string projectFolder, string folder, Stream stream, CancellationToken cancellation)
    {
        var prefix = folder is "" or "." ? "" : folder.TrimEnd('/') + "/";
        return TarArchive.WriteAsync(files.Files.Select(fact => Entry(fact, projectFolder, prefix)), stream, Epoch, cancellation);
    }

    internal static SpringformException Changed(FileFact fact) => new(new Problem(
        ErrorCode.MissingInput, $"{fact.Path} changed while it was used", fact.Path, "let nothing write into the inputs of a running build, then run it again"));

    private static ArchiveEntry Entry(FileFact fact, string projectFolder, string prefix)
    {
        if (!fact.Path.StartsWith(prefix, StringComparison.Ordinal))
            throw new ArgumentException($"{fact.Path} does not lie below {prefix}", nameof(prefix));
        var name = fact.Path[prefix.Length..];
        var path = Path.Combine(projectFolder, fact.Path);
        return fact.Kind == FileKind.Link
            ? ArchiveEntry.Symlink(name, LinkTarget(fact, path))
            : ArchiveEntry.FromStream(name, () => Open(fact, path), fact.SizeBytes, fact.Kind == FileKind.Executable);
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
