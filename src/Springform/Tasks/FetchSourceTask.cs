using Cake.Frosting;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// What Fetch falls back to: the archives of the project's index, built here, are left in .springform/fetched/ by their names. E321 no archive of the index is for the
/// platforms of --platform.
/// </summary>
[TaskName("FetchSource")]
[TaskDescription("Builds the archives of the release's index from source, for Fetch")]
[IsDependentOn(typeof(PackageTask))]
public sealed class FetchSourceTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) =>
        context.Summary.Note("FetchSource", $"{FetchSourceWork.Keep(context).Count} archives built for Fetch");
}
