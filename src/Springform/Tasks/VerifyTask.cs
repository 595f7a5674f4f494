using Cake.Frosting;
using Springform.Errors;
using Springform.Names;
using Springform.Pipeline;
using Springform.Signing;

namespace Springform.Tasks;

/// <summary>
/// Checks dist/, or the folder of --from, from its files alone: all hashes and all signatures of springform.yaml. Takes no plan and writes nothing. E501, E504,
/// E522, all at once; E303 and E521 where a signature cannot be checked.
/// </summary>
[TaskName("Verify")]
[TaskDescription("Checks every hash and signature of dist/, or of a downloaded release (--from DIR), from the files alone")]
public sealed class VerifyTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Options.From.Count > 1)
            throw new SpringformException(
                new Problem(ErrorCode.InvalidValue, "--target=Verify checks one folder", "command line", "give --from once, and run it for each folder")
            );
        var folder = context.Options.From is [var from] ? Path.GetFullPath(from, context.Run.CallerFolder) : context.Folders.Dist;
        using var room = new PrivateFolder(context.Run.Environment);
        await using var signers = context.Signers();
        var (files, signatures) = await new DistVerification(folder, context.Config.Signatures, signers, room, context.Terminal).RunAsync(context.Cancellation);
        context.Summary.Note(
            "Verify",
            context.Config.Signatures.Count > 0
                ? $"{Counted.Of(files, "file")} and {Counted.Of(signatures, "signature")} verified"
                : $"{Counted.Of(files, "file")} verified; springform.yaml declares no signatures"
        );
    }
}
