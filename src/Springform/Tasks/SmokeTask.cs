using Cake.Frosting;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>Runs each staged artifact in a bare base image. Takes Plan.Smokes, adds what passed to the ledger. E405.</summary>
[TaskName("Smoke")]
[TaskDescription("Runs the packaged artifacts in bare base images")]
[IsDependentOn(typeof(CheckAbiTask))]
public sealed class SmokeTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var note = context switch
        {
            { Work.WhyStale: null } => "dist/ is up to date",
            { Plan.Smokes: [] } => "none declared",
            _ when context.Options.Skip.Contains("Smoke") => "left out: --skip Smoke",
            _ => $"{await new SmokeWork(context).RunAsync(context.Cancellation)} run, {context.Plan.Smokes.Count} passed",
        };
        context.Summary.Note("Smoke", note);
    }
}
