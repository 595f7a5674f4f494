using System.Net;
using Springform.Http;

namespace Springform.Registry;

/// <summary>
/// Requests to one repository of an OCI registry: authorization, redirects and retries. Redirected requests (to a registry's blob storage) carry no
/// authorization and never go from https to plain http.
/// </summary>
internal sealed class RegistryClient : IDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly HttpMessageInvoker _http = new(HttpHandlers.Make(ConnectLimit));
    private readonly RegistryAuthorization _authorization;
    private readonly RegistryCredentials _credentials;
    private readonly TimeProvider _clock;
    private readonly Retry _retry;

    /// <param name="writes">ask for a token that may write at once: some registries answer a reader's token with 403, and never ask for another</param>
    public RegistryClient(RegistryAddress address, RegistryCredentials credentials, TimeProvider clock, bool writes = false)
    {
        Address = address;
        _clock = clock;
        _credentials = credentials;
        _authorization = new RegistryAuthorization(address, credentials, _http) { Writes = writes };
        _retry = new Retry(clock) { Attempts = 3, Delay = TimeSpan.FromMilliseconds(200) };
    }

    public RegistryAddress Address { get; }

    /// <summary>For errors: what makes a login.</summary>
    public string LoginHint => _credentials.HintFor(Address.Host);

    /// <summary>
    /// Sends what <paramref name="make"/> makes; it is called again for each attempt. The answer's body is not read yet. Any status may come back;
    /// <see cref="HttpRequestException"/> when the registry cannot be reached.
    /// </summary>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellation) =>
        await _retry.RunAsync((_, token) => AttemptAsync(make, token), Judge, (_, _) => { }, cancellation);

    public void Dispose()
    {
        _authorization.Dispose();
        _http.Dispose();
    }

    private async Task<HttpResponseMessage> AttemptAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        var sent = _authorization.Header;
        var response = await FollowAsync(make, cancellation);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !await _authorization.AnswerAsync(response.Headers, sent, cancellation))
            return response;
        response.Dispose();
        return await FollowAsync(make, cancellation);
    }

    private async Task<HttpResponseMessage> FollowAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        using var request = make();
        var first = await SendOnceAsync(request, cancellation);
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
            return first;
        var (answer, _) = await Redirects.FollowAsync(
            request.RequestUri!,
            first,
            async (address, _) =>
            {
                using var further = make();
                further.RequestUri = address;
                return await SendOnceAsync(further, cancellation);
            }
        );
        return answer; // what may not be followed is the registry's last word
    }

    // The limit is on silence: a body that moves puts it off.
    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        if (IsOwn(request.RequestUri!))
            request.Headers.Authorization = _authorization.Header;
        using var guard = new StallGuard(AnswerLimit, _clock, cancellation);
        if (request.Content is FileBody body)
            body.Moved = count => guard.Moved(count);
        return await guard.RunAsync(
            stop => _http.SendAsync(request, stop),
            error => new HttpRequestException(HttpRequestError.ConnectionError, $"no answer within {AnswerLimit.TotalSeconds:0} s", error)
        );
    }

    private bool IsOwn(Uri uri) => uri.Authority == Address.Root.Authority && uri.Scheme == Address.Root.Scheme;

    // Nobody listens there: asking again within a second changes nothing. Longer waits than ours are cut short.
    private Again? Judge(Exception? error, HttpResponseMessage? answer) =>
        answer switch
        {
            null => error is HttpRequestException failed && !IsRefused(failed) ? new Again() : null,
            { StatusCode: HttpStatusCode.TooManyRequests } or { StatusCode: >= HttpStatusCode.InternalServerError } => new Again(
                Shortened(RetryAfter.Of(answer.Headers, _clock.GetUtcNow()))
            ),
            _ => null,
        };

    private static TimeSpan? Shortened(TimeSpan? wait) => wait > LongestWait ? LongestWait : wait;

    private static bool IsRefused(HttpRequestException error) =>
        error.HttpRequestError == HttpRequestError.NameResolutionError
        || error.InnerException is System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.ConnectionRefused };
}
