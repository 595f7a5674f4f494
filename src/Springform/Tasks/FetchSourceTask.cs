using Cake.Frosting;
using Springform.Fetch;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// What Fetch falls back to: the archives of the project's index, built here, are left in .springform/fetched/ by their names. E322 no archive of the index is
/// for the platforms of --platform.
/// </summary>
[TaskName("FetchSource")]
[TaskDescription("Builds the archives of the release's index from source, for Fetch")]
[IsDependentOn(typeof(PackageTask))]
public sealed class FetchSourceTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var (folder, artifacts) = context.Work.WhyStale is null ? (context.Folders.Dist, context.Dist.ReadLedger()!.Artifacts) : context.Staged.Archives;
        var kept = await BuiltArchives.KeepAsync(context.Plan, folder, artifacts, context.Options.Platforms, context.Folders.Root, context.Cancellation);
        context.Summary.Note("FetchSource", $"{kept.Count} archives built for Fetch");
    }
}
