using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Octokit.Internal;

/// <summary>Sends one request and turns answers of 400 and more into exceptions. Follows redirects itself, to keep the token away from other hosts.</summary>
#pragma warning disable CA1001 // Lives as long as the process, as the genuine connection does, which cannot be disposed of either.
internal sealed class Requester(Uri baseAddress, string userAgent, ICredentialStore store)
#pragma warning restore CA1001
{
    private const int MostRedirects = 3;
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };

    public Uri BaseAddress => baseAddress;

    public Credentials Credentials { get; set; }

    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    public async Task<IApiResponse<T>> Send<T>(
        HttpMethod method, Uri uri, IDictionary<string, string> parameters, object body, string accepts, string contentType, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Timeout);
        var address = WithParameters(new Uri(baseAddress, uri), parameters);
        for (var redirects = 0; ; redirects++)
        {
            using var request = await Request(method, address, body, accepts, contentType).ConfigureAwait(false);
            using var answer = await client.SendAsync(request, limit.Token).ConfigureAwait(false);
            if (IsRedirect(answer) && redirects < MostRedirects)
            {
                address = new Uri(address, answer.Headers.Location);
                continue;
            }

            var response = await Read(answer, limit.Token).ConfigureAwait(false);
            Refusals.ThrowIfRefused(response);
            return new ApiResponse<T>(Json.Read<T>(response.Body as string), response);
        }
    }

    private static bool IsRedirect(HttpResponseMessage answer) =>
        answer.Headers.Location is not null
        && answer.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static Uri WithParameters(Uri address, IDictionary<string, string> parameters)
    {
        if (parameters is null || parameters.Count == 0)
            return address;
        var query = string.Join('&', parameters.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        return new UriBuilder(address) { Query = address.Query.Length > 1 ? $"{address.Query[1..]}&{query}" : query }.Uri;
    }

    private async Task<HttpRequestMessage> Request(HttpMethod method, Uri address, object body, string accepts, string contentType)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.UserAgent.ParseAdd(userAgent);
        request.Headers.Accept.ParseAdd(accepts ?? "application/vnd.github.v3+json");
        if (address.Host == baseAddress.Host)
            request.Headers.Authorization = Authorization(await CurrentCredentials().ConfigureAwait(false));
        if (body is not null)
            request.Content = new StringContent(Json.Write(body), Encoding.UTF8, contentType ?? "application/json");
        return request;
    }

    private async Task<Credentials> CurrentCredentials() =>
        Credentials ?? (store is null ? null : await store.GetCredentials().ConfigureAwait(false)) ?? Credentials.Anonymous;

    private static AuthenticationHeaderValue Authorization(Credentials credentials) => credentials.AuthenticationType switch
    {
        AuthenticationType.Oauth => new AuthenticationHeaderValue("Token", credentials.Password),
        AuthenticationType.Bearer => new AuthenticationHeaderValue("Bearer", credentials.Password),
        AuthenticationType.Basic => new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.Login}:{credentials.Password}"))),
        _ => null,
    };

    private static async Task<Response> Read(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        var headers = answer.Headers.Concat(answer.Content.Headers)
            .ToDictionary(pair => pair.Key, pair => string.Join(", ", pair.Value), StringComparer.OrdinalIgnoreCase);
        return new Response(text, headers, answer.StatusCode, answer.Content.Headers.ContentType?.MediaType);
    }
}
