using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Polly;
using Polly.Retry;
using Springform.Errors;

namespace Springform.Fetch.Transfer;

/// <summary>
/// GET, with redirects followed by hand: a token goes to the first address alone, and nothing goes from https to plain http. Proxies are those of the environment
/// (HTTPS_PROXY, HTTP_PROXY, NO_PROXY).
/// </summary>
/// <param name="log">told of each host that answers in another's place, and of each retry</param>
public sealed class FetchHttp(FetchLimits limits, TimeProvider clock, Action<string> log) : IDisposable
{
    private const int MaximumRedirects = 5;
    private const int MaxDocumentBytes = 16 << 20;

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = limits.Connect,
        MaxConnectionsPerServer = limits.Connections * 4,
    });

    private readonly HashSet<string> named = new(StringComparer.Ordinal);

    public FetchLimits Limits => limits;

    public void Dispose() => http.Dispose();

    /// <summary>A small document, whole. Retried.</summary>
    /// <exception cref="FetchRefusalException">the server's last word</exception>
    /// <exception cref="HttpRequestException">it cannot be reached</exception>
    public Task<byte[]> DocumentAsync(AssetAddress address, string accept, CancellationToken cancellation) => RetryAsync(address.Uri.Host, async stop =>
    {
        using var guard = new RateGuard(limits, clock, stop);
        using var answer = await OpenAsync(address, request => request.Headers.Accept.ParseAdd(accept), guard, stop);
        Require(answer, address.Uri, HttpStatusCode.OK);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 << 10];
        using var body = await answer.Content.ReadAsStreamAsync(guard.Token);
        for (int count; (count = await guard.ReadAsync(body, buffer)) > 0;)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > MaxDocumentBytes)
                throw new FetchRefusalException($"{address.Uri.Host} sends more than {MaxDocumentBytes >> 20} MiB for a small document", null, null, isTransient: false);
        }

        return answer.Content.Headers.ContentLength is { } length && length != bytes.Length
            ? throw new HttpIOException(HttpRequestError.ResponseEnded, $"the connection ended early, after {bytes.Length} of {length} bytes")
            : bytes.ToArray();
    }, cancellation);

    /// <summary>The answer of the last address, with any status that is no redirect; its body is not read yet. One attempt.</summary>
    /// <param name="prepare">adds headers; called for each hop</param>
    public async Task<HttpResponseMessage> OpenAsync(AssetAddress address, Action<HttpRequestMessage> prepare, RateGuard guard, CancellationToken cancellation)
    {
        var place = address.Uri;
        for (var hops = 0; ; hops++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, place);
            request.Headers.UserAgent.ParseAdd("springform");
            prepare(request);
            if (hops == 0 && address.Token is { } token)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var answer = await guard.RunAsync(stop => http.SendAsync(request, stop), $"{place.Host} did not answer", cancellation);
            if (Redirect(place, answer) is not { } next)
                return answer;
            answer.Dispose();
            if (hops == MaximumRedirects)
                throw new FetchRefusalException($"{address.Uri.Host} redirects more than {MaximumRedirects} times", null, null, isTransient: false);
            Name(address.Uri, next);
            place = next;
        }
    }

    /// <summary>Runs until it succeeds, at most as often as the limits say, with growing waits.</summary>
    public async Task<T> RetryAsync<T>(string host, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellation) =>
        await new ResiliencePipelineBuilder { TimeProvider = clock }.AddRetry(Options(host)).Build().ExecuteAsync(async stop => await attempt(stop), cancellation);

    public void Require(HttpResponseMessage answer, Uri address, params ReadOnlySpan<HttpStatusCode> expected)
    {
        if (expected.Contains(answer.StatusCode))
            return;
        var wait = WaitAskedFor(answer);
        var isLimited = answer.StatusCode is HttpStatusCode.Forbidden && (wait is not null || Header(answer, "x-ratelimit-remaining") == "0");
        throw new FetchRefusalException(
            string.Create(CultureInfo.InvariantCulture, $"{address.Host} answered {(int)answer.StatusCode} {answer.ReasonPhrase ?? answer.StatusCode.ToString()}"),
            answer.StatusCode, wait, isTransient: isLimited || (int)answer.StatusCode is 408 or 425 or 429 or >= 500);
    }

    internal static bool IsTransient(Exception error) => error switch
    {
        FetchRefusalException refusal => refusal.IsTransient,
        HttpRequestException { InnerException: AuthenticationException } => false,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => false,
        HttpRequestException { InnerException: System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.ConnectionRefused } } => false,
        HttpRequestException or HttpIOException or TimeoutException => true,
        _ => false,
    };

    /// <returns>null: the answer is no redirect</returns>
    /// <exception cref="FetchRefusalException">to plain http; a server on loopback without encryption may name another one</exception>
    internal static Uri? Redirect(Uri from, HttpResponseMessage answer)
    {
        if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308) || answer.Headers.Location is not { } location)
            return null;
        var to = new Uri(from, location);
        return to.Scheme == Uri.UriSchemeHttps || (from.Scheme == Uri.UriSchemeHttp && to.Scheme == Uri.UriSchemeHttp && to.IsLoopback)
            ? to
            : throw new FetchRefusalException($"{from.Host} redirects to {to.Scheme}://{to.Host}, which is not encrypted", null, null, isTransient: false);
    }

    private void Name(Uri from, Uri to)
    {
        lock (named)
        {
            if (to.Authority != from.Authority && named.Add($"{from.Authority} {to.Authority}"))
                log($"{from.Authority} hands over to {to.Authority}");
        }
    }

    private RetryStrategyOptions Options(string host) => new()
    {
        MaxRetryAttempts = Math.Max(1, limits.Attempts - 1),
        Delay = limits.Delay,
        MaxDelay = limits.LongestWait,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = retry => ValueTask.FromResult(
            retry.Outcome.Exception is { } error && !retry.Context.CancellationToken.IsCancellationRequested && IsTransient(error)
            && !(error is FetchRefusalException { RetryAfter: { } wait } && wait > limits.LongestWait)),
        DelayGenerator = retry => ValueTask.FromResult((retry.Outcome.Exception as FetchRefusalException)?.RetryAfter),
        OnRetry = retry =>
        {
            log(string.Create(CultureInfo.InvariantCulture, $"{host}: {Quoted.Clean(retry.Outcome.Exception!.Message)}; again in {retry.RetryDelay.TotalSeconds:0.0} s"));
            return ValueTask.CompletedTask;
        },
    };

    private TimeSpan? WaitAskedFor(HttpResponseMessage answer)
    {
        var after = answer.Headers.RetryAfter;
        var wait = after?.Delta ?? (after?.Date is { } date ? date - clock.GetUtcNow() : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
