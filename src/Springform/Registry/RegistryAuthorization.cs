using System.Net.Http.Headers;
using System.Text.Json;

namespace Springform.Registry;

/// <summary>
/// Answers a registry's challenges. Credentials go to the registry itself (Basic) or to the token server that it names (Bearer), over https or loopback only,
/// and nowhere else. Requests may be under way side by side: of those that are refused together one asks, and the others take its answer.
/// </summary>
internal sealed class RegistryAuthorization(RegistryAddress address, RegistryCredentials credentials, HttpMessageInvoker http) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Tokens are asked for writing too.</summary>
    public bool Writes { get; init; }

    /// <summary>What the last answered challenge gave; sent ahead with the next requests.</summary>
    public AuthenticationHeaderValue? Header { get; private set; }

    /// <summary>False: there is nothing to answer with but what was refused, so 401 is the registry's last word.</summary>
    /// <param name="sent">what the refused request had</param>
    public async Task<bool> AnswerAsync(HttpResponseHeaders refusal, AuthenticationHeaderValue? sent, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return !Equals(Header, sent) || await AskAsync(refusal, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<bool> AskAsync(HttpResponseHeaders refusal, CancellationToken cancellation)
    {
        var challenge = RegistryChallenge.Of(refusal);
        if (challenge is not ({ Scheme: "basic" } or { IsSafe: true }))
            return false;
        var login = await credentials.FindAsync(address.Host, cancellation);
        var basic = login?.Basic is { } text ? new AuthenticationHeaderValue("Basic", text) : null;
        var answer = challenge.Scheme == "basic" ? basic : await TokenAsync(challenge, basic, login?.IdentityToken, cancellation);
        var isNew = answer is not null && !Equals(answer, Header);
        Header = answer ?? Header;
        return isNew;
    }

    private async Task<AuthenticationHeaderValue?> TokenAsync(
        RegistryChallenge challenge,
        AuthenticationHeaderValue? basic,
        string? identity,
        CancellationToken cancellation
    )
    {
        using var request = identity is null
            ? new HttpRequestMessage(HttpMethod.Get, challenge.TokenUri(Writes)) { Headers = { Authorization = basic } }
            : Exchange(challenge, identity);
        using var response = await http.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode)
            return null;
        using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);
        var token = Text(document, "token") ?? Text(document, "access_token");
        return token is null ? null : new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>An identity token for one that the registry takes (the distribution project's OAuth 2.0 token specification).</summary>
    private HttpRequestMessage Exchange(RegistryChallenge challenge, string identity)
    {
        Dictionary<string, string> fields = new()
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = identity,
            ["client_id"] = "springform",
            ["service"] = challenge.Service ?? "",
            ["scope"] = string.Join(' ', challenge.Scopes(Writes)),
        };
        return new HttpRequestMessage(HttpMethod.Post, challenge.Realm) { Content = new FormUrlEncodedContent(fields) };
    }

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
