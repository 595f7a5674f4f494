using System.Net;

namespace Springform.Registry;

/// <summary>A registry's answer that is not what was asked for.</summary>
internal sealed class RegistryAnswer(HttpStatusCode status, string what) : Exception($"{what}: {(int)status} {status}")
{
    public HttpStatusCode Status => status;

    public static void Require(HttpResponseMessage response, HttpStatusCode expected, string what)
    {
        if (response.StatusCode != expected)
            throw new RegistryAnswer(response.StatusCode, what);
    }
}
