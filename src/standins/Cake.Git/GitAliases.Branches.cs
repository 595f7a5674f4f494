using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;

namespace Cake.Git;

public static partial class GitAliases
{
    private const string NoBranch = "(no branch)";

    [CakeMethodAlias]
    [CakeAliasCategory("Branches")]
    public static GitBranch GitBranchCurrent(this ICakeContext context, DirectoryPath repositoryDirectoryPath)
    {
        var head = GitProcess.Try(context, repositoryDirectoryPath, "symbolic-ref", "--quiet", "HEAD");
        var name = head.ExitCode == 0 ? head.Output.Trim() : NoBranch;
        var follows = GitProcess.Try(
            context,
            repositoryDirectoryPath,
            "config",
            $"branch.{name.Replace("refs/heads/", string.Empty, StringComparison.Ordinal)}.remote"
        );
        return new GitBranch(
            name,
            context.GitLogTip(repositoryDirectoryPath),
            follows.ExitCode == 0 ? follows.Output.Trim() : null,
            [.. context.GitRemotes(repositoryDirectoryPath)]
        );
    }

    [CakeMethodAlias]
    [CakeAliasCategory("Remotes")]
    public static IReadOnlyList<GitRemote> GitRemotes(this ICakeContext context, DirectoryPath repositoryDirectoryPath)
    {
        var urls = GitProcess
            .Run(context, repositoryDirectoryPath, "remote", "-v")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t', 2))
            .Select(parts =>
                (
                    Name: parts[0],
                    Url: parts[1][..parts[1].LastIndexOf(" (", StringComparison.Ordinal)],
                    Push: parts[1].EndsWith("(push)", StringComparison.Ordinal)
                )
            );
        return [.. urls.GroupBy(url => url.Name).Select(group => new GitRemote(group.Key, group.Last(url => url.Push).Url, group.First(url => !url.Push).Url))];
    }

    /// <returns>null when there is no remote of this name</returns>
    [CakeMethodAlias]
    [CakeAliasCategory("Remotes")]
    public static GitRemote GitRemote(this ICakeContext context, DirectoryPath repositoryDirectoryPath, string remoteName) =>
        context.GitRemotes(repositoryDirectoryPath).FirstOrDefault(remote => remote.Name == remoteName);
}
