using System.Globalization;
using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.Diagnostics;
using Cake.Core.IO;

namespace Cake.Git;

public static partial class GitAliases
{
    [CakeMethodAlias]
    [CakeAliasCategory("Describe")]
    public static string GitDescribe(this ICakeContext context, DirectoryPath repositoryDirectoryPath) =>
        context.GitDescribe(repositoryDirectoryPath, false, GitDescribeStrategy.Default, null);

    [CakeMethodAlias]
    [CakeAliasCategory("Describe")]
    public static string GitDescribe(this ICakeContext context, DirectoryPath repositoryDirectoryPath, GitDescribeStrategy strategy) =>
        context.GitDescribe(repositoryDirectoryPath, false, strategy, null);

    [CakeMethodAlias]
    [CakeAliasCategory("Describe")]
    public static string GitDescribe(this ICakeContext context, DirectoryPath repositoryDirectoryPath, bool renderLongFormat, GitDescribeStrategy strategy) =>
        context.GitDescribe(repositoryDirectoryPath, renderLongFormat, strategy, null);

    /// <returns>v1.2-4-gdeadbee; empty, with a warning in the log, when no name is reachable</returns>
    [CakeMethodAlias]
    [CakeAliasCategory("Describe")]
    public static string GitDescribe(
        this ICakeContext context,
        DirectoryPath repositoryDirectoryPath,
        bool renderLongFormat,
        GitDescribeStrategy strategy,
        int? minimumCommitIdAbbreviatedSize
    ) => context.GitDescribe(repositoryDirectoryPath, "HEAD", renderLongFormat, strategy, minimumCommitIdAbbreviatedSize);

    [CakeMethodAlias]
    [CakeAliasCategory("Describe")]
    public static string GitDescribe(
        this ICakeContext context,
        DirectoryPath repositoryDirectoryPath,
        string commitishName,
        bool renderLongFormat,
        GitDescribeStrategy strategy,
        int? minimumCommitIdAbbreviatedSize
    )
    {
        var arguments = new List<string> { "describe" };
        if (strategy != GitDescribeStrategy.Default)
            arguments.Add(strategy == GitDescribeStrategy.Tags ? "--tags" : "--all");
        if (renderLongFormat)
            arguments.Add("--long");
        if (minimumCommitIdAbbreviatedSize is { } size)
            arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--abbrev={size}"));
        arguments.Add(commitishName);

        var (exitCode, output, error) = GitProcess.Try(context, repositoryDirectoryPath, [.. arguments]);
        if (exitCode == 0)
            return output.Trim();
        context.Log.Warning(Verbosity.Normal, "Describe failed, empty string returned:\n{0}", error.Trim());
        return string.Empty;
    }
}
