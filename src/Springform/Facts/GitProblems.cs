using Springform.Errors;
using Springform.Machine;

namespace Springform.Facts;

/// <summary>What git refused, in its own words, with what to do about it.</summary>
internal static class GitProblems
{
    /// <summary>What git says, what that means, and its remedy; the first that fits.</summary>
    private static readonly IReadOnlyList<(string Words, string What, string Fix)> Known =
    [
        (
            "not a git repository",
            "the project is not in a git repository: version, date and inputs come from git",
            "git init && git add -A && git commit -m 'First commit'"
        ),
        ("unknown revision", NoCommit, FirstCommit),
        ("bad revision 'HEAD'", NoCommit, FirstCommit),
        ("Not a valid object name HEAD", NoCommit, FirstCommit),
        ("malformed object name HEAD", NoCommit, FirstCommit),
        (
            "could not open directory",
            "git cannot look into a folder of the project, so files that belong to it would be left out",
            "make the folder readable, or put it on .gitignore"
        ),
        (
            "ignoring broken ref",
            "a tag of the repository is damaged, and git passes it over: the version might be another one's",
            "fetch it again (git fetch --tags --force), or delete it (git update-ref -d with the name that git gives below)"
        ),
        (
            "for refs/tags/",
            "a tag of the repository leads to an object that is not there: the version might be another one's",
            "fetch it again (git fetch --tags --force), or delete it (git tag --delete with the name that git gives below)"
        ),
        ("index file", BrokenIndex, NewIndex),
        ("bad signature", BrokenIndex, NewIndex),
        ("index uses", BrokenIndex, NewIndex),
        ("unordered stage entries", BrokenIndex, NewIndex),
        ("bad config", "git cannot read its configuration", "correct the line that git names"),
        ("config value", "git cannot read its configuration", "correct the value that git names"),
        ("repository format", "git is too old for this repository", "install a newer git"),
        ("git repo version", "git is too old for this repository", "install a newer git"),
        ("unknown repository extension", "git is too old for this repository", "install a newer git"),
        ("Permission denied", "git may not read the repository", "run as the owner of the repository, or give the caller the right to read its .git folder"),
    ];

    private const string NoCommit = "the repository has no commit at HEAD: version, date and inputs come from git";
    private const string FirstCommit = "git add -A && git commit -m 'First commit'; if there were commits: git fsck shows what is damaged";
    private const string BrokenIndex = "the repository's index is damaged";
    private const string NewIndex = "remove the file that this prints: git rev-parse --git-path index, then run: git reset; your files stay as they are";

    public static SpringformException Refused(string folder, IReadOnlyList<string> arguments, IReadOnlyList<string> words)
    {
        if (GitProgram.Trust(words) is { } trust)
        {
            return Problem(folder, "git does not read the repository, because it belongs to another user", $"{trust}, or run as its owner", words);
        }

        if (words.Any(line => line.Contains("not a git repository", StringComparison.Ordinal)) && Path.Exists(Path.Combine(folder, ".git")))
        {
            return Problem(
                folder,
                "the repository is damaged: there is a .git, and git does not take it for one",
                "a new clone mends it; look into .git first (HEAD and objects/ are what git looks for), for commits may be in it that nobody else has",
                words
            );
        }

        var (_, what, fix) = Known.FirstOrDefault(known => words.Any(line => line.Contains(known.Words, StringComparison.Ordinal)));
        return what is null
            ? Problem(folder, $"git {arguments[0]} failed: the repository cannot be read", "git fsck shows what is damaged; a new clone mends it", words)
            : Problem(folder, what, fix, words);
    }

    /// <summary>Git ends with 0 where it could not look into a folder or read a tag; it would be left out without a word.</summary>
    public static string? Unseen(IReadOnlyList<string> words) =>
        words.FirstOrDefault(line =>
            line.Contains("could not open directory", StringComparison.Ordinal) || line.Contains("ignoring broken ref", StringComparison.Ordinal)
        );

    public static SpringformException Missing(string folder, Exception? inner) =>
        new(
            new Problem(
                ErrorCode.MissingTool,
                $"{GitProgram.Name} is not installed: version, date and inputs come from it",
                folder,
                "sudo apt-get install git"
            ),
            inner
        );

    private static SpringformException Problem(string folder, string what, string fix, IReadOnlyList<string> words) =>
        new(
            new Problem(ErrorCode.NoRepository, what, folder, fix)
            {
                Details = [.. words.Select(line => line.Trim()).Where(line => line.Length > 0).Select(Quoted.Clean)],
            }
        );
}
