using System.Globalization;
using System.Text;
using Springform.Config.Switches;

namespace Springform.Completion;

/// <summary>springform(1), for man. Source: groff_man(7) and groff_char(7).</summary>
internal static class ManPage
{
    private static readonly (string Path, string What)[] Files =
    [
        ("springform.yaml", "What is built, in which image, for which targets."),
        ("springform.lock", "Digests of base images, for all machines."),
        ("dist/", "What is shipped, with manifest.json and checksums.txt."),
        ("tools-cache/", "Results of recipes, by key."),
        (".springform/", "Results of commands, logs, the record of the last run and its report."),
    ];

    /// <summary>Without a line break at its end.</summary>
    public static string Of(Offer offer)
    {
        var page = new StringBuilder(".\\\" Made by --target=ManPage: not to be edited.\n");
        page.Append(".TH SPRINGFORM 1 \"\" Springform \"User Commands\"\n");
        page.Append($".SH NAME\nspringform \\- {Escaped("builds software in containers and releases it")}\n");
        page.Append(".SH SYNOPSIS\n.B springform\n[\\fB\\-\\-target=\\fITASK\\fR] [\\fIswitches\\fR]\n");
        page.Append(".SH DESCRIPTION\n");
        Paragraph(page, "Springform builds software in containers and releases it, as springform.yaml of the current folder says.");
        Paragraph(page, "A result is used again for as long as its inputs are the same.");
        Paragraph(page, "build.sh and springform.sh are the same command in a project that brings Springform along.");
        page.Append(".SH TASKS\n");
        foreach (var task in offer.Tasks)
            Entry(page, Bold(task.Name), [task.Description]);
        page.Append(".SH OPTIONS\n");
        foreach (var row in offer.Switches)
            Entry(page, Heading(row), [row.Description, .. Words(offer, row), .. Heeded(row)]);
        page.Append(".SH ENVIRONMENT\n");
        foreach (var row in offer.Switches.Where(row => !row.IsCakes))
            Entry(page, Bold(row.EnvironmentName), [$"The same as {row.Switch}, which wins."]);
        foreach (var variable in EnvironmentVariable.Rows)
            Entry(page, Bold(variable.Name), [variable.Description]);
        page.Append(".SH FILES\n");
        foreach (var (path, what) in Files)
            Entry(page, $".I {Escaped(path)}", [what]);
        return page.ToString().TrimEnd('\n');
    }

    /// <summary>One line that troff prints as it is: no character begins an escape, and none at the line's begin a request.</summary>
    internal static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length > 0 && text[0] is '.' or '\'' ? @"\&" : "");
        foreach (var rune in text.EnumerateRunes())
        {
            escaped.Append(
                rune.Value switch
                {
                    '\\' => @"\(rs",
                    '-' => @"\-",
                    '"' => @"\(dq",
                    '\'' => @"\(aq",
                    '`' => "", // marks code in Markdown
                    '~' => @"\(ti",
                    '^' => @"\(ha",
                    < ' ' => " ",
                    > '~' => string.Create(CultureInfo.InvariantCulture, $@"\[u{rune.Value:X4}]"),
                    _ => rune.ToString(),
                }
            );
        }

        return escaped.ToString();
    }

    private static void Entry(StringBuilder page, string heading, IReadOnlyList<string> sentences)
    {
        page.Append($".TP\n{heading}\n");
        foreach (var sentence in sentences)
            Paragraph(page, sentence);
    }

    private static void Paragraph(StringBuilder page, string text) => page.Append($"{Escaped(text)}\n");

    private static string Bold(string text) => $".B {Escaped(text)}";

    /// <summary>.BR \-\-engine = and then the placeholder in italics.</summary>
    private static string Heading(OptionRow row)
    {
        var value = row.Placeholder.Length == 0 ? "" : $"=\\fI{Escaped(row.Placeholder)}\\fR";
        return string.Join(", ", row.Aliases.Select(OptionRow.Dashed).Prepend(row.Switch).Select(spelling => $"\\fB{Escaped(spelling)}\\fR")) + value;
    }

    private static IEnumerable<string> Words(Offer offer, OptionRow row) => row.Allowed.Count > 0 ? [$"One of: {string.Join(", ", offer.WordsOf(row))}."] : [];

    private static IEnumerable<string> Heeded(OptionRow row) => row is { IsCakes: false, Tasks.Count: > 0 } ? [$"Heeded by: {OptionTable.TasksOf(row)}."] : [];
}
