using Cake.Frosting;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Gets the libraries of <c>fetch</c> for this machine, or the platforms of --platform: verified by SHA-256, each in its folder as a whole. E321 a release
/// cannot be had and there is no source build, E322 it has nothing for the machine, E507 a file is another one than is pinned.
/// </summary>
[TaskName("Fetch")]
[TaskDescription("Downloads the libraries that springform.yaml names from their releases, or builds them from source")]
public sealed class FetchTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context) => context.Summary.Note("Fetch", await context.Fetch.RunAsync(context.Cancellation));
}
