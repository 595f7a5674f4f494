using System.Globalization;
using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;

namespace Cake.Git;

public static partial class GitAliases
{
    [CakeMethodAlias]
    [CakeAliasCategory("Log")]
    public static GitCommit GitLogTip(this ICakeContext context, DirectoryPath repositoryDirectoryPath) =>
        CommitReader.Read(context, repositoryDirectoryPath, "-1", "HEAD")[0];

    /// <summary>The newest commits, at most <paramref name="count"/>.</summary>
    [CakeMethodAlias]
    [CakeAliasCategory("Log")]
    public static ICollection<GitCommit> GitLog(this ICakeContext context, DirectoryPath repositoryDirectoryPath, int count) =>
        CommitReader.Read(context, repositoryDirectoryPath, string.Create(CultureInfo.InvariantCulture, $"-{count}"), "HEAD");

    /// <summary>From the commit given, it included, up to HEAD; newest first.</summary>
    [CakeMethodAlias]
    [CakeAliasCategory("Log")]
    public static ICollection<GitCommit> GitLog(this ICakeContext context, DirectoryPath repositoryDirectoryPath, string sinceCommitId) =>
        CommitReader.Read(context, repositoryDirectoryPath, "HEAD", "--not", $"{sinceCommitId}^@");

    /// <summary>The commits after a tag; newest first.</summary>
    [CakeMethodAlias]
    [CakeAliasCategory("Log")]
    public static ICollection<GitCommit> GitLogTag(this ICakeContext context, DirectoryPath repositoryDirectoryPath, string sinceTag) =>
        CommitReader.Read(context, repositoryDirectoryPath, "HEAD", $"^refs/tags/{sinceTag}");

    /// <summary>As few digits as are unambiguous, at least 7 or the length given.</summary>
    [CakeMethodAlias]
    [CakeAliasCategory("Sha")]
    public static string GitShortenSha(this ICakeContext context, DirectoryPath repositoryDirectoryPath, GitCommit commit, int? minimalLength = null)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return GitProcess
            .Run(context, repositoryDirectoryPath, "rev-parse", string.Create(CultureInfo.InvariantCulture, $"--short={minimalLength ?? 7}"), commit.Sha)
            .Trim();
    }
}
