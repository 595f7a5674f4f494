using Cake.Frosting;
using Springform.Errors;
using Springform.Names;
using Springform.Pipeline;
using Springform.Signing;

namespace Springform.Tasks;

/// <summary>
/// Signs the files of dist/ as springform.yaml says, and replaces dist/ by the signed one. Signatures that verify stay. Refuses a part (E602) and an altered
/// dist/ (E501); E303, E109, E521 leave dist/ as it was.
/// </summary>
[TaskName("Sign")]
[TaskDescription("Signs the files of dist/ that springform.yaml names; signatures that verify stay")]
[IsDependentOn(typeof(CheckSigningTask))]
[IsDependentOn(typeof(DistTask))]
public sealed class SignTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Plan.Signatures.Count == 0)
        {
            if (context.Options.IsRequested("Sign"))
                throw new SpringformException(
                    new Problem(
                        ErrorCode.MissingKey,
                        "springform.yaml does not say what signs",
                        "springform.yaml, signatures",
                        "add signatures: with gpg, minisign, cosign or command"
                    )
                );
            return;
        }

        using var room = new PrivateFolder(context.Run.Environment);
        await using var signers = context.Signers();
        var (made, all) = await new DistSigning(context.Plan, context.Dist, signers, room).SignAsync(context.Cancellation);
        context.Summary.Note(
            "Sign",
            made == 0 ? $"nothing to do: {Counted.Of(all, "signature")} verified" : $"{Counted.Of(made, "signature")} made, {all - made} verified"
        );
    }
}
