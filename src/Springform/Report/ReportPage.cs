using System.Globalization;
using Springform.Reporting;

namespace Springform.Report;

/// <summary>
/// The facts as one page that needs nothing beside itself: no script, no other file, no network. It is well-formed XML too, so that a test can hold it to that.
/// </summary>
internal static class ReportPage
{
    /// <summary>With a line break at its end.</summary>
    public static string Of(ReportFacts facts)
    {
        var name = $"{facts.Project ?? "Springform"} {facts.Version}".TrimEnd();
        var title = facts.Run is { } run ? $"{name}: {run.End}" : name;
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="{PageStyle.Policy}"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="referrer" content="no-referrer"/>
            <link rel="icon" href="data:,"/>
            <title>{Html.Of(title)}</title>
            <style>{PageStyle.Text}</style>
            </head>
            <body>
            <header>
            <h1>{Html.Of(name)}</h1>
            {Head(facts)}
            </header>
            <main>
            {Sections(facts)}</main>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    private static string Sections(ReportFacts facts) =>
        string.Concat([
            Html.Section("Failures", FailureSection.Of(facts)),
            Html.Section("What was built", ArtifactSection.Of(facts)),
            Html.Section("Timeline", TimelineSection.Of(facts.Run)),
            Html.Section("Runs on", MatrixPicture.Of(facts)),
            Html.Section("The lowest systems", AbiSection.Floors(facts)),
            Html.Section($"ABI changes since {facts.ComparedWith}", AbiSection.Changes(facts)),
            Html.Section("Sources", SourceSection.Of(facts)),
            Html.Section("What is not known", Html.List(facts.Unknown.Select(Html.Of))),
        ]);

    private static string Head(ReportFacts facts)
    {
        var run = facts.Run;
        var badge = run is null ? "" : $"<p><span class=\"badge {run.End}\">{run.End}</span></p>\n";
        return badge
            + Html.Quiet([
                run is null ? null : $"--target={string.Join(" --target=", run.Requested)}",
                run?.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture),
                run is null ? null : $"took {Elapsed.Of(TimeSpan.FromSeconds(run.Seconds))}",
                facts.Commit is null ? null : $"commit {facts.Commit}",
            ]);
    }
}
