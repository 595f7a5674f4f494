using Cake.Frosting;
using Springform.Config;
using Springform.Config.Switches;
using Springform.Errors;
using Springform.Files;
using Springform.Names;
using Springform.Pipeline;
using Springform.Report;

namespace Springform.Tasks;

/// <summary>
/// Writes .springform/report.html: what the last run did, what dist/ holds and runs on, and with --from DIR what changed since the release in that folder. With
/// --output=json the same facts are printed, and nothing is written. Takes no plan and no network. E103 two folders, E105 and E504 of the folder of --from.
/// </summary>
[TaskName("Report")]
[TaskDescription("Writes .springform/report.html about the last run and dist/; --from DIR compares it with the last release")]
public sealed class ReportTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        if (context.Options.From.Count > 1)
            throw new SpringformException(
                new Problem(ErrorCode.InvalidValue, "--target=Report compares with one release", "command line", "give --from once, the last release's folder")
            );
        var last = context.Options.From is [var from] ? Path.GetFullPath(from, context.Run.CallerFolder) : null;
        var facts = new ReportReader(context.Folders, last).Read(context.Cancellation);
        if (context.Options.Output == OutputFormat.Json)
        {
            context.Terminal.Data(DataJson.Of(facts));
            return;
        }

        AtomicFile.WriteText(context.Folders.Report, ReportPage.Of(facts));
        context.Actions.Summarise(ReportMarkdown.Of(facts));
        context.Summary.Note(
            "Report",
            $"{Counted.Of(facts.Artifacts.Count, "file")}, {Counted.Of(facts.Run?.Failures.Count ?? 0, "failure")}: {context.Folders.Report}"
        );
    }
}
