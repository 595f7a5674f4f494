using System.Globalization;
using Cake.Core;
using Cake.Git;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Facts;

/// <summary>
/// Reads <see cref="GitFacts"/> and the <see cref="WorkTree"/>. Git itself is asked, by commands that are made for programs and in an environment of our own
/// (<see cref="GitProgram"/>); Cake.Git says which branch and remote there are, which only a release asks.
/// </summary>
/// <param name="ahead">what was asked before; null: nothing</param>
/// <param name="cancellation">ends git, whatever it waits for</param>
internal sealed class GitReader(
    ICakeContext context,
    Machine.ProcessRunner processes,
    string projectFolder,
    GitAhead? ahead = null,
    CancellationToken cancellation = default
)
{
    internal const string TagPrefix = "refs/tags/";
    private static readonly string[] Head = ["rev-list", "--max-count=1", "--format=%cI", "HEAD", "--"];
    private static readonly string[] Shallow = ["rev-parse", "--is-shallow-repository"];
    private static readonly string[] Tagged =
    [
        "for-each-ref",
        "--merged=HEAD",
        "--format=%(refname)%00%(objectname)%00%(objecttype)%00%(*objectname)%00%(*objecttype)%00%(tag)",
        "refs/tags",
    ];

    // With --merged git passes over a tag whose object is missing, without a word; asked for the kind of each, it refuses.
    private static readonly string[] Kinds = ["for-each-ref", "--format=%(objecttype)%(*objecttype)", "refs/tags"];

    private readonly GitCommand git = new(processes, projectFolder, cancellation);

    /// <summary>What <see cref="Read"/> asks and needs no other answer for; those that take longest first.</summary>
    internal static IReadOnlyList<IReadOnlyList<string>> FirstQuestions(string folder) => [.. WorkTreeReader.Questions(folder), Head, Tagged, Kinds, Shallow];

    /// <summary>
    /// E120 when the project is in no git repository, has no commit yet, or git refuses to read it. Git is asked everything at once: its
    /// answers cost a process each, and are what a build with nothing to do waits for.
    /// </summary>
    /// <param name="tags">which tags are versions</param>
    /// <param name="startedFor">the tag that CI runs for; null: none</param>
    /// <returns>the facts, as far as nothing was hashed for them, and the files</returns>
    public (GitFacts Facts, WorkTree Files) Read(TagPattern tags, string? startedFor)
    {
        var tip = Task.Run(Tip);
        var tag = Task.Run(() => NearestTag(tags, startedFor, tip));
        var isShallow = Task.Run(IsShallow);
        var files = Task.Run(() => new WorkTreeReader(git, Ask).Read());
        var (commit, date) = Answer(tip);
        var (name, commitsSince, passed) = Answer(tag);
        return (new GitFacts(commit, date, Dirty: false, Answer(isShallow), name, commitsSince) { PassedTag = passed }, Answer(files));
    }

    private static T Answer<T>(Task<T> asked) => asked.GetAwaiter().GetResult();

    /// <summary>Names of the tags that point at HEAD.</summary>
    public IReadOnlyList<string> TagsAtHead()
    {
        var head = Tip().Commit;
        return [.. MergedTags().Where(tag => tag.Commit == head).Select(tag => tag.Name)];
    }

    /// <summary>Names of the tags that HEAD descends from, its own among them.</summary>
    public IReadOnlyList<string> TagsBelowHead() => [.. MergedTags().Select(tag => tag.Name)];

    /// <summary>There is a tag of this name, wherever it points.</summary>
    public bool HasTag(string name) => Ask("for-each-ref", "--format=%(refname)", TagPrefix + name).Split('\n').Contains(TagPrefix + name);

    /// <summary>
    /// The messages of commits, newest first and without merges: commit and message. Of a project in a folder of its repository, those of commits that changed
    /// something in it.
    /// </summary>
    /// <param name="since">a tag; null: from the first commit on</param>
    public IReadOnlyList<(string Commit, string Message)> Messages(string? since, int most)
    {
        // rev-list writes "commit HASH" and the format's text; NUL cannot be in a message and ends each.
        var range = since is null ? "HEAD" : $"{TagPrefix}{since}..HEAD";
        string[] folder = Ask("rev-parse", "--show-prefix").Trim('\n').Length > 0 ? ["."] : [];
        return
        [
            .. Ask([
                    "rev-list",
                    "--no-merges",
                    string.Create(CultureInfo.InvariantCulture, $"--max-count={most}"),
                    "--encoding=UTF-8",
                    "--format=%B%x00",
                    range,
                    "--",
                    .. folder,
                ])
                .Split('\0')
                .Select(entry => entry.TrimStart('\n').Split('\n', 2))
                .Where(parts => parts.Length == 2)
                .Select(parts => (parts[0].Split(' ')[^1], parts[1])),
        ];
    }

    /// <summary>The address of the remote named origin, which may hold a password; null without that remote.</summary>
    public string? Origin() => OfCake(root => context.GitRemote(root, "origin")?.Url);

    /// <summary>The current branch; null where HEAD is detached.</summary>
    public string? Branch() => OfCake(root => context.GitBranchCurrent(root).FriendlyName) is var name && name?.StartsWith('(') == true ? null : name;

    public bool IsShallow() => Ask(Shallow).Trim() == "true";

    private T OfCake<T>(Func<string, T> ask)
    {
        var root = Ask("rev-parse", "--show-toplevel").TrimEnd('\n');
        try
        {
            return ask(root);
        }
        catch (Exception error) when (error is not (OperationCanceledException or SpringformException)) // its native library's exceptions come through
        {
            throw GitProblems.Refused(projectFolder, ["remote"], error.Message.Split('\n'));
        }
    }

    /// <summary>"commit HASH", then the date.</summary>
    private (string Commit, DateTimeOffset Date) Tip()
    {
        var lines = Ask(Head).Split('\n');
        var commit = lines[0].Split(' ')[^1];
        return lines.Length > 1 && DateTimeOffset.TryParse(lines[1], CultureInfo.InvariantCulture, out var date) && Epoch.Holds(date)
            ? (commit, date)
            : throw new SpringformException(
                new Problem(
                    ErrorCode.InvalidValue,
                    $"the date of the commit {commit} is {Quoted.Of(lines.ElementAtOrDefault(1) ?? "")}: archives hold dates from {Epoch.First:yyyy} "
                        + $"to {Epoch.Last:yyyy}",
                    projectFolder,
                    "set the clock, then make the commit again: git commit --amend --reset-author --no-edit"
                )
            );
    }

    /// <summary>Described: as describe calls it, which looks into an annotated tag for its name; it may have been renamed.</summary>
    private List<(string Name, string Commit, string Described)> MergedTags()
    {
        var tags = new List<(string Name, string Commit, string Described)>();
        Ask(Kinds);
        foreach (var fields in Ask(Tagged).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\0')))
        {
            var name = fields[0][TagPrefix.Length..];
            var commit =
                fields[2] == "commit" ? fields[1]
                : fields[4] == "commit" ? fields[3]
                : Ask("rev-parse", "--verify", $"{fields[0]}^{{commit}}").Trim(); // a tag of a tag
            tags.Add((name, commit, fields[5].Length > 0 ? fields[5] : name));
        }

        return tags;
    }

    /// <summary>At HEAD the tag that CI runs for, else the highest; below it the nearest, and of those on one commit the highest.</summary>
    private (string? Tag, int CommitsSince, string? Passed) NearestTag(TagPattern pattern, string? startedFor, Task<(string Commit, DateTimeOffset Date)> tip)
    {
        var all = MergedTags();
        var versions = all.Select(tag => (Tag: pattern.Parse(tag.Name), tag.Commit, tag.Described)).Where(tag => tag.Tag is not null).ToList();
        if (versions.Count == 0)
        {
            return (null, 0, all.Find(tag => !ChannelTags.IsOfAny(tag.Name)).Name);
        }

        var head = Answer(tip).Commit;
        var atHead = versions.Where(tag => tag.Commit == head).Select(tag => tag.Tag!).ToList();
        if (atHead.Count > 0)
        {
            return ((atHead.Find(tag => tag.Tag == startedFor) ?? VersionTag.Highest(atHead)!).Tag, 0, null);
        }

        // A name of a tag holds no wildcard: git forbids them. The answer is v1.2.3-4-gHASH, and a tag may contain hyphens itself.
        var answer = Ask(["describe", "--tags", "--long", "--abbrev=40", .. versions.Select(tag => $"--match={tag.Tag!.Tag}"), "HEAD"]).Trim().Split('-');
        var nearest = string.Join('-', answer[..^2]);
        var commit = versions.OrderByDescending(tag => tag.Tag!.Tag == nearest).First(tag => tag.Tag!.Tag == nearest || tag.Described == nearest).Commit;
        var count = int.Parse(answer[^2], NumberStyles.None, CultureInfo.InvariantCulture);
        return (VersionTag.Highest(versions.Where(tag => tag.Commit == commit).Select(tag => tag.Tag!))!.Tag, count, null);
    }

    private string Ask(params string[] question) => ahead?.Take(question) ?? git.AskAsync(question).GetAwaiter().GetResult();
}
