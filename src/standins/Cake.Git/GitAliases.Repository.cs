using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;

namespace Cake.Git;

[CakeAliasCategory("Git")]
public static partial class GitAliases
{
    /// <summary>True for the top folder of a work tree, not for a folder inside it.</summary>
    [CakeMethodAlias]
    [CakeAliasCategory("Repository")]
    public static bool GitIsValidRepository(this ICakeContext context, DirectoryPath path)
    {
        var (exitCode, output, _) = GitProcess.Try(context, path, "rev-parse", "--show-cdup");
        return exitCode == 0 && output.Trim().Length == 0;
    }

    /// <summary>True for staged, changed and untracked files alike; ignored ones do not count.</summary>
    [CakeMethodAlias]
    [CakeAliasCategory("Repository")]
    public static bool GitHasUncommitedChanges(this ICakeContext context, DirectoryPath path) => Status(context, path).Length > 0;

    [CakeMethodAlias]
    [CakeAliasCategory("Repository")]
    public static bool GitHasUntrackedFiles(this ICakeContext context, DirectoryPath path) =>
        Array.Exists(Status(context, path), entry => entry.StartsWith("??", StringComparison.Ordinal));

    /// <summary>The nearest folder upwards that is the top of a work tree. An exception when there is none.</summary>
    [CakeMethodAlias]
    [CakeAliasCategory("Repository")]
    public static DirectoryPath GitFindRootFromPath(this ICakeContext context, DirectoryPath path)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(path);
        for (var folder = new DirectoryInfo(path.MakeAbsolute(context.Environment).FullPath); folder is not null; folder = folder.Parent)
        {
            if (System.IO.Path.Exists(System.IO.Path.Combine(folder.FullName, ".git")) && context.GitIsValidRepository(folder.FullName))
                return folder.FullName;
        }

        throw new GitException($"Path '{path}' doesn't point at a valid Git repository or workdir.");
    }

    private static string[] Status(ICakeContext context, DirectoryPath path) =>
        GitProcess.Run(context, path, "status", "--porcelain", "-z", "--untracked-files=normal").Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
