using System.Security.Cryptography;
using System.Text;
using Springform.Archives;
using Springform.Errors;
using Springform.Files;
using Springform.Plan;

namespace Springform.Package;

/// <summary>A file of the work tree as the plan saw it: what is packed is what the key stands for, or nothing (E406).</summary>
internal static class WorkTreeFile
{
    public const string Origin = "the work tree";

    public static PackSource Of(string projectFolder, FileFact fact)
    {
        var path = Path.Combine(projectFolder, fact.Path);
        return fact.Kind == FileKind.Link
            ? new PackSource(fact.Path, ArchiveEntryKind.Symlink, false, LinkTarget(path, fact), 0, Origin, () => Stream.Null)
            : new PackSource(fact.Path, ArchiveEntryKind.File, fact.Kind == FileKind.Executable, null, fact.SizeBytes, Origin, () => Open(path, fact));
    }

    public static SpringformException Changed(string path, string file, Exception? inner = null) =>
        new(
            new Problem(
                ErrorCode.MissingInput,
                $"{file} changed while it was being packed: it is not what the plan was made of",
                path,
                "let no other program write into the work tree of a running build, then run it again"
            ),
            inner
        );

    private static string LinkTarget(string path, FileFact fact)
    {
        var target = new FileInfo(path).LinkTarget;
        return target is not null && Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target))) == fact.Sha256
            ? target
            : throw Changed(path, fact.Path);
    }

    private static HashedFile Open(string path, FileFact fact)
    {
        try
        {
            return new HashedFile(path, fact);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Changed(path, fact.Path, failure);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw SystemFault.Explain(failure, path)!;
        }
    }
}
