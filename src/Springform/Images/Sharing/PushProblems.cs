using Springform.Errors;
using Springform.Plan;
using Springform.Registry;

namespace Springform.Images.Sharing;

/// <summary>The ways in which builders do not get to a registry, each with what helps.</summary>
internal static class PushProblems
{
    private const string Step = "step PushBuilder";

    /// <summary>E633</summary>
    public static Problem OtherImage(BuilderStep builder, InvalidDataException error) =>
        new(
            ErrorCode.PushConflict,
            $"{builder.SharedReference} does not hold this builder: {error.Message}",
            $"builder {builder.Id}",
            "a tag by key never changes: find out who wrote it, and delete it in the registry"
        );

    /// <summary>E631 or E632</summary>
    public static SpringformException Of(Exception error, RegistryAddress address) =>
        new(
            error is RegistryAnswer { Status: < System.Net.HttpStatusCode.InternalServerError and not System.Net.HttpStatusCode.TooManyRequests } refusal
                ? new Problem(ErrorCode.PushRefused, $"{address} refused {refusal.Message}", Step, Remedy(error, address))
                : new Problem(
                    ErrorCode.PushIncomplete,
                    $"{address} failed before all was there: {error.Message}",
                    Step,
                    "run again: what is there already is not sent again, and no tag names what is not whole"
                ),
            error
        );

    private static string Remedy(Exception error, RegistryAddress address) =>
        RegistryFaults.IsLoginMissing(error)
            ? $"{RegistryFaults.Login(address)}, of somebody who may write there; then run again"
            : "check builder.registry: some registries want the repository to be made first; then run again";
}
