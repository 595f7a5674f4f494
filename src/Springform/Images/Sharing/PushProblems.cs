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
    public static Problem OtherTag(string reference, string there, string mine) =>
        new(
            ErrorCode.PushConflict,
            $"{reference} is there already and is another image: {there}; dist/ has {mine}",
            reference,
            "a version that people may have pulled never changes: release another version, or delete the tag in the registry if nobody has it"
        );

    /// <summary>E631 or E632</summary>
    /// <param name="key">where springform.yaml names the registry</param>
    public static SpringformException Of(Exception error, RegistryAddress address, string step, string key) =>
        new(
            error is RegistryAnswer { Status: < System.Net.HttpStatusCode.InternalServerError and not System.Net.HttpStatusCode.TooManyRequests } refusal
                ? new Problem(ErrorCode.PushRefused, $"{address} refused {refusal.Message}", step, Remedy(error, address, key))
                : new Problem(
                    ErrorCode.PushIncomplete,
                    $"{address} failed before all was there: {error.Message}",
                    step,
                    "run again: what is there already is not sent again, and no tag names what is not whole"
                ),
            error
        );

    private static string Remedy(Exception error, RegistryAddress address, string key) =>
        RegistryFaults.IsLoginMissing(error)
            ? $"{RegistryFaults.Login(address)}, of somebody who may write there; then run again"
            : $"check {key}: some registries want the repository to be made first; then run again";
}
