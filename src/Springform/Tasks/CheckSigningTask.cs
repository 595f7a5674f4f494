using Cake.Frosting;
using Springform.Names;
using Springform.Pipeline;
using Springform.Signing;

namespace Springform.Tasks;

/// <summary>
/// Tries every declared key before anything is built, unless dist/ is signed and up to date. Takes the plan's signatures; makes none that is kept. E303 no
/// program, E109 no key, E521 a key, a passphrase or a program does not do.
/// </summary>
[TaskName("CheckSigning")]
[TaskDescription("Tries the keys that dist/ will be signed with, before it is built")]
[IsDependentOn(typeof(PlanTask))]
public sealed class CheckSigningTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Plan.Signatures.Count == 0)
            return;
        using var room = new PrivateFolder(context.Run.Environment);
        await using var signers = context.Signers();
        var signing = new DistSigning(context.Plan, context.Dist, signers, room);
        if (signing.AreListed && context.WorkAsOfNow().WhyStale is null)
            return;
        await signing.TryKeysAsync(context.Cancellation);
        context.Summary.Note("CheckSigning", $"{Counted.Of(context.Plan.Signatures.Count, "key")} can sign");
    }
}
