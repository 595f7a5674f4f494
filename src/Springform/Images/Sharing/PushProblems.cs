using Springform.Errors;
using Springform.Plan;
using Springform.Registry;

namespace Springform.Images.Sharing;

/// <summary>The ways in which images do not get to a registry, each with what helps.</summary>
internal static class PushProblems
{
    /// <summary>E633</summary>
    public static Problem OtherImage(BuilderStep builder, InvalidDataException error) =>
        new(
            ErrorCode.PushConflict,
            $"{builder.SharedReference} does not hold this builder: {error.Message}",
            $"builder {builder.Id}",
            "a tag by key never changes: find out who wrote it, and delete it in the registry"
        );

    /// <summary>E633</summary>
    /// <param name="there">its digest</param>
    public static Problem MovedTag(string reference, string there) =>
        new(
            ErrorCode.PushConflict,
            $"{reference} is there already and stands for another builder, {there}",
            reference,
            "give this builder another version in builder.image, or move the name with --replace-existing"
        );

    /// <summary>E633</summary>
    public static Problem OtherTag(string reference, string there, string mine) =>
        new(
            ErrorCode.PushConflict,
            $"{reference} is there already and is another image: {there}; dist/ has {mine}",
            reference,
            "a version that people may have pulled never changes: release another version, or delete the tag in the registry if nobody has it"
        );

    /// <summary>E631 or E632</summary>
    /// <param name="key">where springform.yaml names the registry</param>
    public static SpringformException Of(Exception error, RegistryClient client, string step, string key) =>
        new(
            error switch
            {
                RegistryAnswer { Status: < System.Net.HttpStatusCode.InternalServerError and not System.Net.HttpStatusCode.TooManyRequests } refusal =>
                    new Problem(ErrorCode.PushRefused, $"{client.Address} refused {refusal.Message}", step, Remedy(error, client, key)),
                CredentialFault fault => new Problem(ErrorCode.PushRefused, fault.Message, step, fault.Fix),
                _ => new Problem(
                    ErrorCode.PushIncomplete,
                    $"{client.Address} failed before all was there: {error.Message}",
                    step,
                    "run again: what is there already is not sent again, and no tag names what is not whole"
                ),
            },
            error
        );

    private static string Remedy(Exception error, RegistryClient client, string key) =>
        RegistryFaults.IsLoginMissing(error)
            ? $"{client.LoginHint}, of somebody who may write there; then run again"
            : $"check {key}: some registries want the repository to be made first; then run again";
}
