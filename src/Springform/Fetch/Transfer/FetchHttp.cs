using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Springform.Errors;
using Springform.Http;

namespace Springform.Fetch.Transfer;

/// <summary>
/// GET, with redirects followed by hand: a token goes to the first address alone, and nothing goes from https to plain http. Proxies are those of the
/// environment (HTTPS_PROXY, HTTP_PROXY, NO_PROXY).
/// </summary>
/// <param name="log">told of each host that answers in another's place, and of each retry</param>
internal sealed class FetchHttp(FetchLimits limits, TimeProvider clock, Action<string> log) : IDisposable
{
    private const int MaxDocumentBytes = 16 << 20;

    private readonly HttpMessageInvoker http = new(Handler(limits));
    private readonly Retry retry = new(clock)
    {
        Attempts = Math.Max(1, limits.Attempts - 1),
        Delay = limits.Delay,
        LongestBackOff = limits.LongestWait,
        LongestWait = limits.LongestWait,
    };

    private readonly HashSet<string> named = new(StringComparer.Ordinal);

    public FetchLimits Limits => limits;

    public void Dispose() => http.Dispose();

    /// <summary>A small document, whole. Retried.</summary>
    /// <exception cref="FetchRefusalException">the server's last word</exception>
    /// <exception cref="HttpRequestException">it cannot be reached</exception>
    public Task<byte[]> DocumentAsync(AssetAddress address, string accept, CancellationToken cancellation) =>
        RetryAsync(
            address.Uri.Host,
            async stop =>
            {
                using var guard = Guard(stop);
                using var answer = await OpenAsync(address, request => request.Headers.Accept.ParseAdd(accept), guard);
                Require(answer, address.Uri, HttpStatusCode.OK);
                using var bytes = new MemoryStream();
                var buffer = new byte[64 << 10];
                using var body = await answer.Content.ReadAsStreamAsync(guard.Token);
                int count;
                while ((count = await ReadAsync(body, buffer, guard)) > 0)
                {
                    bytes.Write(buffer, 0, count);
                    if (bytes.Length > MaxDocumentBytes)
                        throw Refused($"{address.Uri.Host} sends more than {MaxDocumentBytes >> 20} MiB for a small document");
                }

                return answer.Content.Headers.ContentLength is { } length && length != bytes.Length
                    ? throw new HttpIOException(HttpRequestError.ResponseEnded, $"the connection ended early, after {bytes.Length} of {length} bytes")
                    : bytes.ToArray();
            },
            cancellation
        );

    /// <summary>Ends a request that is silent or hardly moves.</summary>
    public StallGuard Guard(CancellationToken cancellation) =>
        new(limits.Silence, clock, cancellation, (long)(limits.SlowestBytesPerSecond * limits.Silence.TotalSeconds));

    /// <exception cref="TimeoutException">too few bytes came</exception>
    /// <exception cref="HttpIOException">the connection broke</exception>
    public Task<int> ReadAsync(Stream body, Memory<byte> buffer, StallGuard guard) =>
        guard.ReadAsync(body, buffer, error => Stalled("hardly anything came", error));

    /// <summary>The answer of the last address, with any status that is no redirect; its body is not read yet. One attempt.</summary>
    /// <param name="prepare">adds headers; called for each hop</param>
    public async Task<HttpResponseMessage> OpenAsync(AssetAddress address, Action<HttpRequestMessage> prepare, StallGuard guard)
    {
        var (answer, further) = await Redirects.FollowAsync(
            address.Uri,
            await SendAsync(address.Uri, address.Token),
            (next, _) =>
            {
                Name(address.Uri, next);
                return SendAsync(next, null);
            }
        );
        if (further is null)
            return answer;
        var from = answer.RequestMessage!.RequestUri!;
        answer.Dispose();
        throw Refused(
            Redirects.IsSafe(from, further)
                ? $"{address.Uri.Host} redirects more than {Redirects.Most} times"
                : $"{from.Host} redirects to {further.Scheme}://{further.Host}, which is not encrypted"
        );

        async Task<HttpResponseMessage> SendAsync(Uri place, string? token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, place);
            request.Headers.UserAgent.ParseAdd("springform");
            prepare(request);
            request.Headers.Authorization = token is null ? request.Headers.Authorization : new AuthenticationHeaderValue("Bearer", token);
            return await guard.RunAsync(stop => http.SendAsync(request, stop), error => Stalled($"{place.Host} did not answer", error));
        }
    }

    /// <summary>Runs until it succeeds, at most as often as the limits say, with growing waits.</summary>
    public Task<T> RetryAsync<T>(string host, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellation) =>
        retry.RunAsync(
            (_, stop) => attempt(stop),
            (error, _) => error is not null && IsTransient(error) ? new Again((error as FetchRefusalException)?.RetryAfter) : null,
            (error, wait) => log(string.Create(CultureInfo.InvariantCulture, $"{host}: {Quoted.Clean(error!.Message)}; again in {wait.TotalSeconds:0.0} s")),
            cancellation
        );

    public void Require(HttpResponseMessage answer, Uri address, params ReadOnlySpan<HttpStatusCode> expected)
    {
        if (expected.Contains(answer.StatusCode))
            return;
        var wait = RetryAfter.Of(answer.Headers, clock.GetUtcNow());
        var isLimited = answer.StatusCode is HttpStatusCode.Forbidden && (wait is not null || Header(answer, "x-ratelimit-remaining") == "0");
        throw new FetchRefusalException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{address.Host} answered {(int)answer.StatusCode} {answer.ReasonPhrase ?? answer.StatusCode.ToString()}"
            ),
            answer.StatusCode,
            wait,
            isTransient: isLimited || (int)answer.StatusCode is 408 or 425 or 429 or >= 500
        );
    }

    internal static bool IsTransient(Exception error) =>
        error switch
        {
            FetchRefusalException refusal => refusal.IsTransient,
            HttpRequestException { InnerException: AuthenticationException } => false,
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => false,
            HttpRequestException { InnerException: System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.ConnectionRefused } } =>
                false,
            HttpRequestException or HttpIOException or TimeoutException => true,
            _ => false,
        };

    private void Name(Uri from, Uri to)
    {
        lock (named)
        {
            if (to.Authority != from.Authority && named.Add($"{from.Authority} {to.Authority}"))
                log($"{from.Authority} hands over to {to.Authority}");
        }
    }

    private TimeoutException Stalled(string what, Exception error) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{what} within {limits.Silence.TotalSeconds:0.#} s"), error);

    private static FetchRefusalException Refused(string what) => new(what, null, null, isTransient: false);

    private static SocketsHttpHandler Handler(FetchLimits limits)
    {
        var handler = HttpHandlers.Make(limits.Connect);
        handler.MaxConnectionsPerServer = limits.Connections * 4;
        return handler;
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
