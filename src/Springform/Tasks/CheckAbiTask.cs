using Cake.Frosting;
using Springform.Abi;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Reads every ELF file in the staged archives and holds it to its target's policy. Takes Plan.Abis, adds abi.json and what each archive runs on.
/// E201 to E215: a file that cannot be read, or breaks the policy; dist/ stays as it was.
/// </summary>
[TaskName("CheckAbi")]
[TaskDescription("Reads every ELF file in the archives: what it runs on, and whether it holds to abi")]
[IsDependentOn(typeof(PackageTask))]
public sealed class CheckAbiTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) =>
        context.Summary.Note(
            "CheckAbi",
            context.Work.WhyStale is null
                ? "dist/ is up to date"
                : new AbiCheck(context.Plan, context.Staged, context.Results, context.Terminal).Run(context.Cancellation)
        );
}
