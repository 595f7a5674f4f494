using System.Text;
using Springform.Reporting;

namespace Springform.Report;

/// <summary>The facts that a reader of a CI step's summary page wants first; what runs where stands there already.</summary>
internal static class ReportMarkdown
{
    private const int MostFiles = 200;

    public static string Of(ReportFacts facts)
    {
        var text = new StringBuilder($"### Report of {MarkdownText.Plain($"{facts.Project} {facts.Version}")}\n\n");
        if (facts.Run is { } run)
            text.Append($"{run.End}, took {Elapsed.Of(TimeSpan.FromSeconds(run.Seconds))}\n\n");
        foreach (var failure in facts.Run?.Failures ?? [])
            text.Append(
                $"- **{MarkdownText.Plain(failure.Code)}** {MarkdownText.Plain(failure.What)}, at {MarkdownText.Plain(failure.Where)}; "
                    + $"to mend it: {MarkdownText.Plain(failure.Fix)}\n"
            );
        var files = facts.Artifacts.Where(artifact => artifact.IsMain).Take(MostFiles).ToList();
        if (files.Count > 0)
            text.Append("\n| file | size | lowest system | SHA-256 |\n|---|---|---|---|\n");
        foreach (var file in files)
            text.Append(
                $"| {MarkdownText.Plain(file.Name)} | {MarkdownText.Plain(ArtifactSection.Size(file, facts))} | {MarkdownText.Plain(file.Floor ?? "-")} | "
                    + $"{MarkdownText.Plain(file.Sha256)} |\n"
            );
        return text.Append('\n').ToString();
    }
}
