using Cake.Frosting;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>Starts and loads the staged artifacts in bare base images. Takes Plan.Loads, adds to the ledger what passed and to the manifest where it runs. E405.</summary>
[TaskName("LoadTest")]
[TaskDescription("Starts the packaged programs and loads the libraries in bare base images")]
[IsDependentOn(typeof(CheckAbiTask))]
public sealed class LoadTestTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var note = context switch
        {
            { Work.WhyStale: null } => "dist/ is up to date",
            { Plan.Loads: [] } => "no target names a base to load in",
            _ when context.Options.Skip.Contains("LoadTest") => "left out: --skip LoadTest",
            _ => $"{await new LoadWork(context).RunAsync(context.Cancellation)} run, {context.Plan.Loads.Count} passed",
        };
        new RunsOn(context).Show();
        context.Summary.Note("LoadTest", note);
    }
}
