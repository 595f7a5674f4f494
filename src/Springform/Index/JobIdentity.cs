using Springform.Machine;

namespace Springform.Index;

/// <summary>
/// What a job of a CI system has to prove who it is. GitHub Actions gives an address that makes a proof for any audience; GitLab CI puts one proof into the
/// environment.
/// </summary>
/// <param name="Request">where proofs are made; null: there is one already</param>
/// <param name="Token">the bearer token of that address, or the proof itself</param>
internal sealed record JobIdentity(Uri? Request, string Token)
{
    private const string RequestVariable = "ACTIONS_ID_TOKEN_REQUEST_URL";
    private const string RequestTokenVariable = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";
    private const string ProofVariable = "PYPI_ID_TOKEN";

    /// <returns>null: the process is no such job, or its job may not prove who it is</returns>
    public static JobIdentity? Of(ProcessEnvironment environment) =>
        environment[RequestTokenVariable] is { Length: > 0 } token
        && Uri.TryCreate(environment[RequestVariable], UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)
            ? new JobIdentity(address, token)
        : environment[ProofVariable] is { Length: > 0 } proof ? new JobIdentity(null, proof)
        : null;

    /// <summary>Where a proof for this audience is made.</summary>
    public Uri AddressFor(string audience) =>
        new UriBuilder(Request!) { Query = $"{Request!.Query.TrimStart('?')}&audience={Uri.EscapeDataString(audience)}".TrimStart('&') }.Uri;
}
