using System.Globalization;
using System.Text;

namespace Springform.Publish.Notes;

/// <summary>Commits as Markdown, grouped by type, breaking changes first. Commits are written by anybody: their text calls nobody and is no HTML.</summary>
internal static class CommitNotes
{
    private static readonly IReadOnlyList<(string Title, Func<ConventionalCommit, bool> Fits)> Groups =
    [
        ("Breaking changes", commit => commit.IsBreaking),
        ("Features", commit => commit.Type is "feat"),
        ("Fixes", commit => commit.Type is "fix"),
        ("Performance", commit => commit.Type is "perf"),
        ("Reverts", commit => commit.Type is "revert"),
        ("Documentation", commit => commit.Type is "docs"),
        ("Maintenance", commit => commit.Type is "build" or "chore" or "ci" or "refactor" or "style" or "test"),
        ("Other changes", _ => true),
    ];

    /// <param name="commits">newest first</param>
    /// <param name="maximumCharacters">what is beyond is counted in a last line</param>
    public static string Of(IReadOnlyList<ConventionalCommit> commits, int maximumCharacters)
    {
        var text = new StringBuilder();
        var left = commits.Count;
        foreach (var (title, group) in Grouped(commits))
        {
            var heading = $"### {title}\n\n";
            foreach (var line in group.Select(Line))
            {
                if (text.Length + heading.Length + line.Length > maximumCharacters)
                {
                    return text.Append(CultureInfo.InvariantCulture, $"\n... and {left} more\n\n").ToString();
                }

                text.Append(heading).Append(line);
                heading = "";
                left--;
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<(string Title, IReadOnlyList<ConventionalCommit> Commits)> Grouped(IReadOnlyList<ConventionalCommit> commits) =>
        commits
            .GroupBy(commit => Groups.First(group => group.Fits(commit)).Title)
            .OrderBy(group => Groups.TakeWhile(known => known.Title != group.Key).Count())
            .Select(group => (group.Key, (IReadOnlyList<ConventionalCommit>)[.. group]));

    private static string Line(ConventionalCommit commit) =>
        $"- {(commit.Scope is null ? "" : $"**{Plain(commit.Scope)}:** ")}{Plain(commit.Subject)} ({commit.Commit[..7]})\n";

    /// <summary>No tags of HTML, and no @name that GitHub would notify.</summary>
    private static string Plain(string text) =>
        Errors
            .Quoted.Clean(text)
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace("@", "@<!-- -->", StringComparison.Ordinal);
}
