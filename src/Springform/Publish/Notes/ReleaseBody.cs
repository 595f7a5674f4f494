using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Springform.Errors;

namespace Springform.Publish.Notes;

/// <summary>
/// The text of a release as GitHub has it: words, and the table of the files between two comments that nobody sees. The first of them has hashes of the words,
/// the title and the table that a run wrote: what still has its hash is made anew by the next run, and what has not belongs to whoever wrote it. The table is
/// always made anew, and lines that somebody wrote into it go behind it.
/// </summary>
internal sealed partial class ReleaseBody
{
    private const string Comment = "<!-- springform ";
    private const string End = Comment + "end -->";

    private readonly string before;
    private readonly string after;
    private readonly Match table;

    private ReleaseBody(string text)
    {
        table = Table().Match(text);
        before = table.Success ? text[..table.Index] : text;
        var remarks = table.Success ? Remarks(table.Groups["text"].Value) : "";
        after = table.Success ? (remarks.Length > 0 ? $"\n\n{remarks}\n" : "") + Table().Replace(text[(table.Index + table.Length)..], "") : "";
    }

    /// <summary>Without the table; empty when nobody wrote anything.</summary>
    public string Words => (before + after).Trim();

    /// <summary>Written by people, or by another program.</summary>
    public bool HasForeignWords => table.Success ? Attribute("words") != Hash(Words) : Words.Length > 0;

    public bool HasTable => table.Success;

    /// <summary>Somebody changed what stands between the comments.</summary>
    public bool IsTableEdited => table.Success && Attribute("table") is { } hash && hash != Hash(table.Groups["text"].Value);

    /// <param name="text">null and empty alike: a release without a text</param>
    /// <param name="where">for the error: draft 12</param>
    /// <exception cref="SpringformException">E601 one of the two comments is missing, so that the table cannot be told from the words</exception>
    public static ReleaseBody Parse(string? text, string where)
    {
        var body = new ReleaseBody(text ?? "");
        return !body.Words.Contains(Comment, StringComparison.Ordinal)
            ? body
            : throw new SpringformException(
                new Problem(
                    ErrorCode.NotReleasable,
                    $"where the table of files begins and ends in the notes cannot be told: one of the comments '{Comment}files -->' and '{End}' is missing",
                    where,
                    "edit the notes: remove the comment that is left, and what is left of the table; the next run puts the table at the end"
                )
            );
    }

    /// <summary>No run gave it.</summary>
    public bool IsForeignTitle(string? title) => !string.IsNullOrWhiteSpace(title) && Attribute("title") != Hash(title);

    public bool HasTableOf(string files) => table.Success && Normal(table.Groups["text"].Value) == Normal(files);

    /// <param name="changes">the words, where these are ours to write</param>
    /// <param name="files">the table; empty: none</param>
    /// <param name="title">the title, where it is ours</param>
    public string With(string changes, string files, string? title)
    {
        var words = Harmless(changes).Trim();
        if (!HasForeignWords)
        {
            return $"{words}\n\n{Marked(files, words, title)}".TrimStart();
        }

        var marked = Marked(files, null, title);
        return table.Success ? $"{before}{marked.TrimEnd('\n')}{after}"
            : marked.Length == 0 ? before
            : $"{before.TrimEnd()}\n\n{marked}";
    }

    private static string Marked(string files, string? words, string? title) =>
        files.Length == 0 && words is null
            ? ""
            : $"{Comment}files{(words is null ? "" : $" words={Hash(words)}")}{(title is null ? "" : $" title={Hash(title)}")}"
                + $"{(files.Length == 0 ? "" : $" table={Hash(files)}")} -->\n{files.TrimEnd('\n')}\n\n{End}\n";

    /// <summary>What no table of ours has.</summary>
    private static string Remarks(string table) => string.Join('\n', table.ReplaceLineEndings("\n").Split('\n').Where(line => !Ours().IsMatch(line))).Trim();

    private string? Attribute(string name) => table.Groups[name] is { Success: true } group ? group.Value : null;

    /// <summary>GitHub's editor sends CRLF, also for what nobody touched.</summary>
    private static string Normal(string text) => text.ReplaceLineEndings("\n").Trim();

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Normal(text))))[..16];

    /// <summary>Titles of pull requests and files of the project are written by anybody.</summary>
    private static string Harmless(string words) => words.Replace(Comment, "&lt;!-- springform ", StringComparison.Ordinal);

    /// <summary>Lines that <see cref="AssetTable"/> writes, and what stands for it where there is no room.</summary>
    [GeneratedRegex(@"^\s*(?:|### Files|\|.*|</?details>.*|```|[0-9a-f]{64}  .*|\S+ lists the files\.)\s*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Ours();

    [GeneratedRegex(
        @"<!-- springform files(?: words=(?<words>[0-9a-f]{16}))?(?: title=(?<title>[0-9a-f]{16}))?(?: table=(?<table>[0-9a-f]{16}))? -->"
            + @"\r?\n(?<text>(?:(?!<!-- springform ).)*)<!-- springform end -->",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Table();
}
