using Cake.Frosting;
using Springform.Fetch.Clients;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Writes springform.sh and springform.ps1, which get the pinned Springform and run it: a project needs no .NET and no clone of Springform. Run again, it moves
/// the pin. E104 without wrapper, E321 the release cannot be had.
/// </summary>
[TaskName("Wrapper")]
[TaskDescription("Writes springform.sh and springform.ps1, which download and run a pinned Springform")]
public sealed class WrapperTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context) =>
        context.Summary.Note("Wrapper", await new WrapperFiles(context.Config.Wrapper, context.FetchCaller).WriteAsync(context.Cancellation));
}
