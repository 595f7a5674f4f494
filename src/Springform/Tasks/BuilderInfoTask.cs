using Cake.Frosting;
using Springform.Config.Switches;
using Springform.Errors;
using Springform.Images;
using Springform.Pipeline;
using Springform.Plan;

namespace Springform.Tasks;

/// <summary>
/// Prints what each leg (--only) is built on and with: base digest, distribution, glibc, compilers. Asks builders that were never asked. E104 without a
/// builder.
/// </summary>
[TaskName("BuilderInfo")]
[TaskDescription("Prints the toolchain of each leg: distribution, glibc, compilers")]
[IsDependentOn(typeof(ToolsImageTask))]
public sealed class BuilderInfoTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Plan.Builders.Count == 0)
        {
            throw new SpringformException(
                new Problem(ErrorCode.MissingKey, "the project has no builder", "springform.yaml", "add builder: with image and dockerfile")
            );
        }

        var toolchains = new Toolchains(context.Plan, context.Results);
        await toolchains.AskAsync(
            [.. context.Plan.Targets.Select(BuilderStep.IdOf).Distinct(StringComparer.Ordinal).Select(context.Plan.Builder)],
            context.Images,
            context.Compilation,
            context.Cancellation
        );
        var report = new BuilderReport(context.Plan, toolchains.Stored());
        context.Terminal.Data(context.Options.Output == OutputFormat.Json ? report.Json() : report.Text());
    }
}
