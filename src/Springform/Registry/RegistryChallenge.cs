using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Springform.Registry;

/// <summary>What a registry asks for with 401 (RFC 9110 section 11; the distribution project's token specification).</summary>
/// <param name="Scheme">basic or bearer</param>
/// <param name="Realm">bearer: where the token is to be had</param>
internal sealed partial record RegistryChallenge(string Scheme, Uri? Realm, string? Service, string? Scope)
{
    /// <summary>Null when it asks for nothing that we can answer.</summary>
    public static RegistryChallenge? Of(HttpResponseHeaders headers) =>
        headers.WwwAuthenticate.Select(Parse).FirstOrDefault(challenge => challenge is not null);

    /// <summary>Credentials may go there: encrypted, or not leaving this machine.</summary>
    public bool IsSafe => Realm is not null && (Realm.Scheme == Uri.UriSchemeHttps || RegistryAddress.IsLoopback(Realm));

    /// <param name="writes">a scope for reading becomes one for both; a token server grants what may be</param>
    public IEnumerable<string> Scopes(bool writes) =>
        Scope?.Split(' ').Select(scope => writes && scope.EndsWith(":pull", StringComparison.Ordinal) ? $"{scope},push" : scope) ?? [];

    /// <param name="writes">as for <see cref="Scopes"/></param>
    public Uri TokenUri(bool writes)
    {
        List<string> query = [];
        if (Service is not null)
            query.Add($"service={Uri.EscapeDataString(Service)}");
        query.AddRange(Scopes(writes).Select(scope => $"scope={Uri.EscapeDataString(scope)}"));
        return new UriBuilder(Realm!) { Query = string.Join('&', query.Prepend(Realm!.Query.TrimStart('?')).Where(part => part.Length > 0)) }.Uri;
    }

    private static RegistryChallenge? Parse(AuthenticationHeaderValue header)
    {
        if (header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
            return new RegistryChallenge("basic", null, null, null);
        if (!header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            return null;
        var parameters = Parameter()
            .Matches(header.Parameter ?? "")
            .ToLookup(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.OrdinalIgnoreCase);
        return Uri.TryCreate(parameters["realm"].FirstOrDefault(), UriKind.Absolute, out var realm)
            ? new RegistryChallenge("bearer", realm, parameters["service"].FirstOrDefault(), parameters["scope"].FirstOrDefault())
            : null;
    }

    [GeneratedRegex("""([A-Za-z]+)\s*=\s*"([^"]*)"(?:,|$|\s)""")]
    private static partial Regex Parameter();
}
