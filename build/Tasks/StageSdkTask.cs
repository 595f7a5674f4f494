using Build.Sdk;
using Cake.Frosting;
using Springform.Pipeline;
using Springform.Tasks;

namespace Build.Tasks;

/// <summary>
/// Makes the two archives that this repository's builder image is made from, before the plan takes their keys. Skipped for other projects,
/// whose builder images do not ask for them. See <see cref="SdkStage"/>.
/// </summary>
[TaskName("StageSdk")]
[TaskDescription("Puts this machine's .NET SDK where the builder image takes it from")]
[IsDependeeOf(typeof(PlanTask))]
[IsDependeeOf(typeof(CheckTask))]
public sealed class StageSdkTask : AsyncFrostingTask<BuildContext>
{
    public override bool ShouldRun(BuildContext context) => context.Config.Builder?.Context.Contains("artifacts/sdk/dotnet.tar") == true;

    public override Task RunAsync(BuildContext context) =>
        new SdkStage(context.Processes, context.Folders.Root, BuiltOn.Genuine, BuiltOn.AheadOfTime, context.Terminal.Line).RunAsync(context.Cancellation);
}
