using System.IO.Enumeration;
using System.Runtime.InteropServices;
using System.Text;
using Springform.Config;
using Springform.Errors;
using Springform.Files;
using Springform.Keys;
using Springform.Names;
using Springform.Plan;
using Springform.Planning;

namespace Springform.Facts;

/// <summary>Reads what a plan depends on: git, the files and their hashes, Dockerfiles, pins. No engine, no network; the one command
/// that it runs beside git is that of version.run.</summary>
/// <param name="version">asked where version.run is</param>
internal sealed class FactsReader(GitReader git, FileHasher hasher, string projectFolder, VersionCommand? version = null)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="pins">springform.lock and local pins, merged</param>
    /// <param name="sourceDateEpoch">of the environment, seconds; null: the commit's date</param>
    /// <param name="startedFor">the tag that CI runs for; null: none</param>
    public PlanFacts Read(ProjectConfig config, IReadOnlyDictionary<string, BasePin> pins, long? sourceDateEpoch, string? startedFor)
    {
        var (gitFacts, tree) = git.Read(config.VersionTags, startedFor);
        var format = (GitObjectFormat)gitFacts.Commit.Length;
        var named = NamedFiles(config, tree.Files);
        var hashed = tree
            .Files.Concat(named)
            .AsParallel()
            .Select(path => hasher.Source(projectFolder, path, format))
            .ToDictionary(file => file.Fact.Path, StringComparer.Ordinal);
        var leftOver = LeftOver(config, tree);
        var changes = SourceComparer.Compare(tree, hashed, path => !named.Contains(path) || leftOver(path));
        changes = [.. changes, .. Undeclared(hashed)];
        var facts = new PlanFacts
        {
            Git = gitFacts with { Dirty = changes.Count > 0 },
            Changes = changes,
            Tree = new FileSet(tree.Files.Select(path => hashed[path].Fact)),
            Named = new FileSet(named.Select(path => hashed[path].Fact)),
            Texts = ReadTexts(config),
            VersionOutput = config.Version.Run is { } run ? version?.Output(run) : null,
            Pins = pins,
            SourceDateEpoch = sourceDateEpoch,
            MachinePlatform = ThisMachine(),
        };
        hasher.Save();
        return facts;
    }

    /// <summary>Files that a pattern without wildcards names, though git does not list them.</summary>
    private HashSet<string> NamedFiles(ProjectConfig config, IReadOnlyList<string> tracked)
    {
        var known = tracked.ToHashSet(StringComparer.Ordinal);
        return Patterns(config)
            .Where(Glob.IsLiteral)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(Below)
            .Where(path => !known.Contains(path))
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What declares everything else has to be in the commit itself, ignored by git or not.</summary>
    private IEnumerable<SourceChange> Undeclared(Dictionary<string, SourceFile> hashed) =>
        new[] { ConfigReader.FileName, LockFile.FileName }
            .Where(name => !hashed.ContainsKey(name) && File.Exists(Path.Combine(projectFolder, name)))
            .Select(name => new SourceChange(SourceChangeKind.NotInCommit, name));

    /// <summary>
    /// What springform.yaml names, file or folder, and git ignores as a whole, is made by something else and declared. A file that merely lies in a named
    /// folder, beside files that git tracks, is left over from somewhere: no commit says that it belongs there.
    /// </summary>
    private static Func<string, bool> LeftOver(ProjectConfig config, WorkTree tree)
    {
        var literals = Patterns(config).Where(Glob.IsLiteral).ToHashSet(StringComparer.Ordinal);
        var folders = literals
            .Select(pattern => $"{pattern.TrimEnd('/')}/")
            .Where(folder => tree.Files.Any(file => file.StartsWith(folder, StringComparison.Ordinal)))
            .ToList();
        return path => !literals.Contains(path) && folders.Exists(folder => path.StartsWith(folder, StringComparison.Ordinal));
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
            new EnumerationOptions
            {
                RecurseSubdirectories = true,
                AttributesToSkip = 0,
                IgnoreInaccessible = false,
            }
        )
        {
            ShouldRecursePredicate = (ref FileSystemEntry found) => !IsLink(ref found) && !IsGit(ref found),
            ShouldIncludePredicate = (ref FileSystemEntry found) => (!found.IsDirectory || IsLink(ref found)) && !IsGit(ref found),
        };
    }

    private static string ThisMachine()
    {
        var name = $"linux-{RuntimeInformation.OSArchitecture}".ToLowerInvariant();
        return Platform.All.FirstOrDefault(platform => platform.DotNet == name)?.Docker ?? "linux/amd64";
    }

    /// <summary>A repository's own folder, or the file that a submodule has in its place: they differ from clone to clone.</summary>
    private static bool IsGit(ref FileSystemEntry found) => found.FileName.SequenceEqual(".git");

    private static bool IsLink(ref FileSystemEntry found) => found.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private Dictionary<string, string> ReadTexts(ProjectConfig config)
    {
        List<string?> paths =
        [
            config.Version.File,
            config.Builder?.Dockerfile,
            .. config.Builder is { } builder ? BuildFiles.IgnoreFilesOf(builder.Dockerfile, "") : [],
            .. (config.Tools?.Recipes.Values ?? []).SelectMany(recipe =>
                BuildFiles.IgnoreFilesOf(recipe.DockerfilePath, recipe.Context.TrimEnd('/')).Append(recipe.DockerfilePath)
            ),
        ];
        return paths
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Where(path => File.Exists(Path.Combine(projectFolder, path)))
            .ToDictionary(path => path, path => Text(Path.Combine(projectFolder, path), path), StringComparer.Ordinal);
    }

    /// <summary>What is not UTF-8 would be built with other bytes than it has, and two such files could have one key.</summary>
    private static string Text(string full, string path)
    {
        try
        {
            var bytes = PlainFile.ReadAllBytes(full).AsSpan();
            return Strict.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw new SpringformException(
                new Problem(ErrorCode.InvalidValue, $"{path} is not UTF-8 text", path, "save it as UTF-8 (iconv -f LATIN1 -t UTF-8, or of whatever it is)"),
                error
            );
        }
    }
}
