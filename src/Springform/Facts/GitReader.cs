using System.Globalization;
using Cake.Core;
using Cake.Core.IO;
using Cake.Git;
using Springform.Files;
using Springform.Plan;

namespace Springform.Facts;

/// <summary>
/// Reads <see cref="GitFacts"/> and the list of files. Commit and tag come through Cake.Git; other questions go to the git command
/// itself, whole and with its exit code, because Cake.Git cannot ask them: which files are tracked or untracked-but-not-ignored, what of others' making changed, and whether history is cut off.
/// </summary>
/// <param name="ahead">what was asked before; null: nothing</param>
public sealed class GitReader(ICakeContext context, Engine.ProcessRunner processes, string projectFolder, GitAhead? ahead = null)
{
    private static readonly string[] Head = ["rev-parse", "--verify", "--quiet", "HEAD"];
    private static readonly string[] Changed = ["status", "--porcelain", "--no-renames", "-z", "--", ":/", .. NotOurs];
    private static readonly string[] Files = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate", "--", ".", .. NotOurs];
    private static readonly string[] Shallow = ["rev-parse", "--is-shallow-repository"];
    private static readonly string[] AnyTag = ["for-each-ref", "--count=1", "--merged=HEAD", "refs/tags"];

    private readonly DirectoryPath project = new(projectFolder);
    private readonly GitCommand git = new(processes, projectFolder);

    /// <summary>What <see cref="Read"/> asks and needs no other answer for; those that take longest first.</summary>
    internal static IReadOnlyList<IReadOnlyList<string>> FirstQuestions => [Changed, Files, Head, AnyTag, Shallow];

    // What Springform makes in the project is no input and no change, also where nobody told git to ignore it.
    private static IReadOnlyList<string> NotOurs => [":(exclude)dist", ":(exclude)tools-cache", ":(exclude).springform"];

    /// <summary>
    /// E120 when the project is in no git repository or has no commit yet; git's own words below it when it refused. Git is asked everything at once: its
    /// answers cost a process each, and are what a build with nothing to do waits for.
    /// </summary>
    /// <returns>the facts, and the paths of <see cref="ListFiles"/></returns>
    public (GitFacts Facts, IReadOnlyList<string> Files) Read()
    {
        var root = FindRoot();
        var tip = Task.Run(() => context.GitLogTip(root));
        var tag = Task.Run(() => ReadTag(root));
        var changed = Task.Run(ChangedFiles);
        var isShallow = Task.Run(IsShallow);
        var files = ListFiles();
        var commit = Answer(tip);
        var (name, commitsSince) = Answer(tag);
        return (new GitFacts(commit.Sha, commit.Committer.When, Answer(changed).Count > 0, Answer(isShallow), name, commitsSince), files);
    }

    private static T Answer<T>(Task<T> asked) => asked.GetAwaiter().GetResult();

    /// <summary>Paths relative to the project, forward slashes, existing files only (a deleted tracked file is not listed).</summary>
    private IReadOnlyList<string> ListFiles() =>
        [.. Git(Files)
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(Readable)
            .Where(path => FileStat.Of(System.IO.Path.Combine(projectFolder, path)) is { IsRegular: true } or { IsLink: true })];

    /// <summary>What differs from HEAD, or is neither tracked nor ignored, as <c>git status --porcelain</c> writes it: <c> M src/main.c</c>, <c>?? notes.txt</c>. Cake.Git cannot leave out what is ours.</summary>
    public IReadOnlyList<string> ChangedFiles() =>
        [.. Git(Changed).Split('\0', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Names of the tags that point at HEAD.</summary>
    public IReadOnlyList<string> TagsAtHead() => [.. Git("tag", "--points-at", "HEAD").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The address of the remote named origin, which may hold a password; null without that remote.</summary>
    public string? Origin() => context.GitRemote(FindRoot(), "origin")?.Url;

    /// <summary>The current branch; null where HEAD is detached.</summary>
    public string? Branch() => context.GitBranchCurrent(FindRoot()).FriendlyName is var name && name.StartsWith('(') ? null : name;

    /// <summary>git's own words. For what Cake.Git has no question for.</summary>
    public string Ask(params string[] arguments) => Git(arguments);

    /// <summary>E103: a name that is not UTF-8 comes with replacement characters, and no such file could ever be opened.</summary>
    private string Readable(string path) =>
        !path.Contains('\uFFFD', StringComparison.Ordinal) || FileStat.Of(System.IO.Path.Combine(projectFolder, path)) is not null
            ? path
            : throw new SpringformException(new Problem(
                ErrorCode.InvalidValue, $"the name of the file {Quoted.Of(path)} is not UTF-8", projectFolder, "rename the file, or put it on .gitignore"));

    public bool IsShallow() => Git(Shallow).Trim() == "true";

    private DirectoryPath FindRoot()
    {
        var head = Task.Run(() => Git(Head));
        try
        {
            var root = context.GitFindRootFromPath(project);
            if (root is not null && Answer(head).Length > 0)
            {
                return root;
            }
        }
        catch (Exception error) when (error is not (OperationCanceledException or Plan.SpringformException)) // the genuine package lets its native library's exceptions through
        {
            throw NoRepository(error);
        }

        throw NoRepository(null);
    }

    private (string? Tag, int CommitsSince) ReadTag(DirectoryPath root)
    {
        // Describe fails where no tag is an ancestor of HEAD; that is no error here.
        if (Git(AnyTag).Length == 0)
        {
            return (null, 0);
        }

        // v1.2.3-4-gabcdef0; a tag may contain hyphens itself.
        var parts = context.GitDescribe(root, renderLongFormat: true, GitDescribeStrategy.Tags).Trim().Split('-');
        return parts.Length >= 3 && int.TryParse(parts[^2], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? (string.Join('-', parts[..^2]), count)
            : (null, 0);
    }

    private string Git(params string[] question) => ahead?.Take(question) ?? git.AskAsync(question).GetAwaiter().GetResult();

    private SpringformException NoRepository(Exception? inner) => new(
        new Problem(
            ErrorCode.NoRepository,
            "the project is not in a git repository with at least one commit: version, date and inputs come from git",
            projectFolder,
            "git init && git add -A && git commit -m 'First commit'")
        {
            // Such as "detected dubious ownership", with git's own remedy.
            Details = inner?.Message.Split('\n') ?? [],
        },
        inner);
}
