using System.IO.Enumeration;
using System.Runtime.InteropServices;
using Springform.Config;
using Springform.Files;
using Springform.Keys;
using Springform.Plan;
using Springform.Planning;

namespace Springform.Facts;

/// <summary>Reads what a plan depends on: git, the files and their hashes, Dockerfiles, pins. No engine, no network.</summary>
public sealed class FactsReader(GitReader git, FileHasher hasher, string projectFolder)
{
    /// <param name="pins">springform.lock and local pins, merged</param>
    /// <param name="sourceDateEpoch">of the environment, seconds; null: the commit's date</param>
    public PlanFacts Read(ProjectConfig config, IReadOnlyDictionary<string, BasePin> pins, long? sourceDateEpoch)
    {
        var (gitFacts, tracked) = git.Read();
        var named = NamedFiles(config, tracked);
        var facts = new PlanFacts
        {
            Git = gitFacts,
            Tree = new FileSet(tracked.AsParallel().Select(path => hasher.Fact(projectFolder, path))),
            Named = new FileSet(named.Select(path => hasher.Fact(projectFolder, path))),
            Texts = ReadTexts(config),
            Pins = pins,
            SourceDateEpoch = sourceDateEpoch,
            MachinePlatform = ThisMachine(),
        };
        hasher.Save();
        return facts;
    }

    /// <summary>Files that a pattern without wildcards names, though git does not list them.</summary>
    private List<string> NamedFiles(ProjectConfig config, IReadOnlyList<string> tracked)
    {
        var known = tracked.ToHashSet(StringComparer.Ordinal);
        return [.. Patterns(config)
            .Where(Glob.IsLiteral)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(Below)
            .Where(path => !known.Contains(path))
            .Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Patterns(ProjectConfig config) =>
        (config.Builder?.Context ?? []).Concat(config.Compile.SelectMany(step => step.Inputs ?? []));

    /// <summary>The file, or all below the folder; links as git has them: themselves, whatever they point to.</summary>
    private IEnumerable<string> Below(string path)
    {
        var full = Path.Combine(projectFolder, path);
        if (!Directory.Exists(full) || FileStat.Of(Path.TrimEndingDirectorySeparator(full)) is { IsLink: true })
        {
            return FileStat.Of(full) is { IsRegular: true } or { IsLink: true } ? [path] : [];
        }

        return new FileSystemEnumerable<string>(
            full,
            (ref FileSystemEntry found) => Path.GetRelativePath(projectFolder, found.ToFullPath()),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false })
        {
            ShouldRecursePredicate = (ref FileSystemEntry found) => !IsLink(ref found),
            ShouldIncludePredicate = (ref FileSystemEntry found) => !found.IsDirectory || IsLink(ref found),
        };
    }

    private static string ThisMachine()
    {
        var name = $"linux-{RuntimeInformation.OSArchitecture}".ToLowerInvariant();
        return Platform.All.FirstOrDefault(platform => platform.DotNet == name)?.Docker ?? "linux/amd64";
    }

    private static bool IsLink(ref FileSystemEntry found) => found.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private Dictionary<string, string> ReadTexts(ProjectConfig config)
    {
        List<string?> paths =
        [
            config.Version.File,
            config.Builder?.Dockerfile,
            .. config.Builder is { } builder ? BuildFiles.IgnoreFilesOf(builder.Dockerfile, "") : [],
            .. (config.Tools?.Recipes.Values ?? []).SelectMany(recipe => BuildFiles.IgnoreFilesOf(recipe.DockerfilePath, recipe.Context.TrimEnd('/')).Append(recipe.DockerfilePath)),
        ];
        return paths.OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Where(path => File.Exists(Path.Combine(projectFolder, path)))
            .ToDictionary(path => path, path => PlainFile.ReadAllText(Path.Combine(projectFolder, path)), StringComparer.Ordinal);
    }
}
