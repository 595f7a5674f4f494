using Springform.Errors;
using Springform.Files;
using Springform.Plan;

namespace Springform.Facts;

/// <summary>
/// Lists the project's files and the commit's, submodules and nested repositories among them: git names those as folders, and their files are inputs as all
/// others are. Nothing of it is <c>git status</c>, whose answer bends to flags of the index and to settings.
/// </summary>
/// <param name="ask">of the project's own folder; may know answers already</param>
internal sealed class WorkTreeReader(GitCommand git, Func<string[], string> ask)
{
    private const string Dot = ".git";

    private static readonly string[] Tree = ["ls-tree", "-r", "-z", "HEAD"];
    private static readonly string[] AllFiles = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];

    // What Springform makes in the project is no input and no change, also where nobody told git to ignore it.
    private static readonly string[] Ours = ["dist", "dist-repositories", "tools-cache", ".springform"];
    private static readonly string[] Files = [.. AllFiles, "--", ".", .. Ours.Select(name => $":(exclude){name}")];

    // The part of the repository that lies outside the project: nothing of it is built, and a commit with changes is none all the same.
    private static readonly string[] Elsewhere =
    [
        "status",
        "--porcelain",
        "--no-renames",
        "-z",
        "--untracked-files=normal",
        "--ignore-submodules=none",
        "--",
        ":/",
        ":(exclude).",
    ];

    private readonly List<WorkTreePart> parts = [];
    private readonly List<SourceChange> changes = [];

    public static IEnumerable<IReadOnlyList<string>> Questions(string folder) => IsRoot(folder) ? [Files, Tree] : [Elsewhere, Files, Tree];

    /// <exception cref="SpringformException">E120; E103 a name that is not UTF-8</exception>
    public WorkTree Read()
    {
        var tree = Task.Run(() => ask(Tree));
        var elsewhere = IsRoot(git.Folder) ? null : Task.Run(() => ask(Elsewhere));
        var files = ask(Files);
        Add(git, "", files, tree.GetAwaiter().GetResult());
        changes.AddRange(Entries(elsewhere?.GetAwaiter().GetResult() ?? "").Select(line => new SourceChange(SourceChangeKind.Elsewhere, line)));
        return new WorkTree(parts, changes);
    }

    private static bool IsRoot(string folder) => Path.Exists(Path.Combine(folder, Dot));

    private void Add(GitCommand repository, string prefix, string files, string tree)
    {
        var commit = Commit(tree, prefix);
        var found = new List<string>();
        var folders = commit.Where(entry => entry.Value.IsSubmodule).Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Entries(files).Select(path => Readable(repository, path)))
        {
            switch (FileStat.Of(Path.Combine(repository.Folder, path.TrimEnd('/'))))
            {
                case { IsRegular: true } or { IsLink: true }:
                    found.Add(path);
                    break;
                case { IsFolder: true }:
                    folders.Add(path.TrimEnd('/'));
                    break;
            }
        }

        parts.Add(new WorkTreePart(repository, prefix, found, commit.Where(entry => !entry.Value.IsSubmodule).ToDictionary(StringComparer.Ordinal)));
        foreach (var folder in folders.Order(StringComparer.Ordinal))
        {
            AddBelow(repository.In(Path.Combine(repository.Folder, folder)), $"{prefix}{folder}", commit.GetValueOrDefault(folder));
        }
    }

    /// <param name="expected">what the commit of the repository above has there; null: nothing</param>
    private void AddBelow(GitCommand repository, string path, TreeEntry? expected)
    {
        if (!IsRoot(repository.Folder) || Prefix(repository).Length > 0)
        {
            if (expected is { IsSubmodule: true })
            {
                changes.Add(new SourceChange(SourceChangeKind.MissingSubmodule, path));
            }

            return; // a folder in the place of a tracked file: its files are listed themselves
        }

        var hasCommit = expected is not null || Answer(repository, "for-each-ref", "--count=1").Length > 0;
        if (expected is null)
        {
            changes.Add(new SourceChange(SourceChangeKind.NotInCommit, path));
        }
        else if (Answer(repository, "rev-parse", "--verify", "HEAD").Trim() != expected.Id)
        {
            changes.Add(new SourceChange(SourceChangeKind.OtherSubmodule, path));
        }

        Add(repository, $"{path}/", Answer(repository, AllFiles), hasCommit ? Answer(repository, Tree) : "");
    }

    private static string Prefix(GitCommand repository) => Answer(repository, "rev-parse", "--show-prefix").Trim();

    private static string Answer(GitCommand repository, params string[] question) => repository.AskAsync(question).GetAwaiter().GetResult();

    private static Dictionary<string, TreeEntry> Commit(string tree, string prefix)
    {
        var commit = new Dictionary<string, TreeEntry>(StringComparer.Ordinal);
        foreach (var entry in Entries(tree))
        {
            // 100644 blob HASH<tab>path
            var tab = entry.IndexOf('\t', StringComparison.Ordinal);
            var path = entry[(tab + 1)..];
            if (prefix.Length > 0 || !Ours.Contains(path.Split('/')[0]))
            {
                var fields = entry[..tab].Split(' ');
                commit[path] = new TreeEntry(fields[0], fields[2]);
            }
        }

        return commit;
    }

    private static string[] Entries(string answer) => answer.Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>E103: a name that is not UTF-8 comes with replacement characters, and no such file could ever be opened.</summary>
    private static string Readable(GitCommand repository, string path) =>
        !path.Contains('\uFFFD', StringComparison.Ordinal) || FileStat.Of(Path.Combine(repository.Folder, path)) is not null
            ? path
            : throw new SpringformException(
                new Problem(
                    ErrorCode.InvalidValue,
                    $"the name of the file {Quoted.Of(path)} is not UTF-8",
                    repository.Folder,
                    "rename the file, or put it on .gitignore"
                )
            );
}
