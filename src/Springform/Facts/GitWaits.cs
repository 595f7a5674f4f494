using System.IO.Enumeration;
using Springform.Errors;
using Springform.Files;
using Springform.Names;

namespace Springform.Facts;

/// <summary>
/// What git would wait for until the end of days: a pipe in the place of one of its own files, whose other end nobody opens. Git opens .gitignore and
/// .gitattributes in every folder, and its own files below .git, whatever they are.
/// </summary>
internal static class GitWaits
{
    private const string Dot = ".git";
    private static readonly string[] InEveryFolder = [".gitignore", ".gitattributes", ".gitmodules", ".mailmap"];
    private static readonly string[] AtOnce =
    [
        .. InEveryFolder,
        ".git/index",
        ".git/HEAD",
        ".git/config",
        ".git/packed-refs",
        ".git/info/exclude",
        ".git/info/attributes",
    ];

    /// <summary>Looks where they are in most projects; costs as good as nothing.</summary>
    /// <exception cref="SpringformException">E314 with its path</exception>
    public static void Require(string folder)
    {
        if (AtOnce.Select(name => Path.Combine(folder, name)).FirstOrDefault(IsOther) is { } found)
            throw Problem(found);
    }

    /// <summary>Looks everywhere: for when git has not answered for a while.</summary>
    /// <exception cref="SpringformException">E314 with its path</exception>
    public static void RequireEverywhere(string folder)
    {
        var found = new FileSystemEnumerable<string>(
            folder,
            (ref FileSystemEntry entry) => entry.ToFullPath(),
            new EnumerationOptions
            {
                RecurseSubdirectories = true,
                AttributesToSkip = FileAttributes.ReparsePoint,
                IgnoreInaccessible = true,
            }
        )
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && IsGits(ref entry),
        }.FirstOrDefault(IsOther);
        if (found is not null)
            throw Problem(found);
    }

    private static bool IsGits(ref FileSystemEntry entry)
    {
        foreach (var name in InEveryFolder)
        {
            if (entry.FileName.SequenceEqual(name))
                return true;
        }

        return entry.FileName.SequenceEqual(Dot) || $"{entry.Directory}/".Contains($"/{Dot}/", StringComparison.Ordinal);
    }

    // A folder of such a name is passed over by git.
    private static bool IsOther(string path) => FileStat.OfTarget(path) is { IsRegular: false, IsFolder: false };

    private static SpringformException Problem(string path) =>
        new(
            new Problem(
                ErrorCode.WrongFileKind,
                $"this is {FileStat.OfTarget(path)?.Kind ?? "no file"}, and git would wait for it for ever",
                path,
                "move it away, or put a plain file of this name in its place"
            )
        );
}
