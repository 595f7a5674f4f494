using System.Text;
using Cake.Frosting;
using Springform.Abi;
using Springform.Abi.Policies;
using Springform.Abi.Reports;
using Springform.Config.Switches;
using Springform.Errors;
using Springform.Machine;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Checks any file, archive or folder by hand: --file, and --policy to hold it to one. Needs no springform.yaml and no engine. E104 without --file, E2xx.
/// </summary>
[TaskName("AbiReport")]
[TaskDescription("Reads the ELF files of --file PATH: what they run on; with --policy \"glibc 2.31\" whether they hold to it")]
public sealed class AbiReportTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var file =
            context.Options.File
            ?? throw new SpringformException(
                new Problem(ErrorCode.MissingKey, "AbiReport needs a file, an archive or a folder", "--file", "write --file=PATH")
            );
        var path = Path.GetFullPath(file, context.Run.CallerFolder);
        var policy = context.Options.Policy is { } text ? new AbiPolicy(text) : null;
        var contents = new AbiReader(new AbiLimits(), ShippedTools.Find).Read(path, context.Cancellation);
        var artifact = ExaminedArtifact.Of(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), null, contents, policy);
        context.Terminal.Data(
            context.Options.Output == OutputFormat.Json
                ? Encoding.UTF8.GetString(AbiJson.Of([artifact])).TrimEnd('\n')
                : string.Join('\n', new AbiTable(context.Terminal.Width).Files(artifact))
        );

        List<Problem> problems = [.. AbiProblems.Of([artifact], policy, path), .. artifact.Problems()];
        if (problems.Count > 0)
            throw new SpringformException(problems);
    }
}
