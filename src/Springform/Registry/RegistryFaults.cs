using System.Net;
using System.Text.Json;

namespace Springform.Registry;

/// <summary>What a registry or the way to it did wrong, told apart from our own failures.</summary>
internal static class RegistryFaults
{
    /// <summary>Our own disk being full is SpringformException E305, and cancellation is the caller's wish: neither is a registry's.</summary>
    public static bool IsFault(Exception error, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested
        && error
            is HttpRequestException
                or HttpIOException
                or RegistryAnswer
                or CredentialFault
                or InvalidDataException
                or IOException
                or OperationCanceledException
                or JsonException;

    public static bool IsLoginMissing(Exception error) => error is RegistryAnswer { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden };
}
