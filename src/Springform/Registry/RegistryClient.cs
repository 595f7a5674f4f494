using System.Net;
using Polly;
using Polly.Retry;

namespace Springform.Registry;

/// <summary>
/// Requests to one repository of an OCI registry: authorization, redirects and retries. Redirected requests (to a registry's blob storage) carry no
/// authorization and never go from https to plain http.
/// </summary>
public sealed class RegistryClient : IDisposable
{
    private const int MaximumRedirects = 5;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = ConnectLimit });
    private readonly RegistryAuthorization _authorization;
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline<HttpResponseMessage> _retry;

    /// <param name="writes">ask for a token that may write at once: some registries answer a reader's token with 403, and never ask for another</param>
    public RegistryClient(RegistryAddress address, RegistryCredentials credentials, TimeProvider clock, bool writes = false)
    {
        Address = address;
        _clock = clock;
        _authorization = new RegistryAuthorization(address, credentials, _http) { Writes = writes };
        _retry = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }.AddRetry(RetryOptions(clock)).Build();
    }

    public RegistryAddress Address { get; }

    /// <summary>
    /// Sends what <paramref name="make"/> makes; it is called again for each attempt. The answer's body is not read yet. Any status may come back;
    /// <see cref="HttpRequestException"/> when the registry cannot be reached.
    /// </summary>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellation) =>
        await _retry.ExecuteAsync(async token => await AttemptAsync(make, token), cancellation);

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> AttemptAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        var response = await FollowAsync(make, cancellation);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !await _authorization.AnswerAsync(response.Headers, cancellation))
            return response;
        response.Dispose();
        return await FollowAsync(make, cancellation);
    }

    private async Task<HttpResponseMessage> FollowAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        Uri? redirected = null;
        for (var hops = 0; ; hops++)
        {
            using var request = make();
            request.RequestUri = redirected ?? request.RequestUri!;
            if (IsOwn(request.RequestUri))
                request.Headers.Authorization = _authorization.Header;
            var response = await SendOnceAsync(request, cancellation);
            var next = (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head) ? Redirect(request.RequestUri, response) : null;
            if (next is null || hops == MaximumRedirects)
                return response;
            response.Dispose();
            redirected = next;
        }
    }

    // The limit is on silence: a body that moves (see StallGuard) puts it off.
    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(AnswerLimit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence.Token);
        if (request.Content is StallGuardedContent content)
            content.Moved = () => silence.CancelAfter(AnswerLimit);
        try
        {
            return await _http.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"no answer within {AnswerLimit.TotalSeconds:0} s", error);
        }
    }

    private bool IsOwn(Uri uri) => uri.Authority == Address.Root.Authority && uri.Scheme == Address.Root.Scheme;

    /// <summary>Where an answer leads; null: nowhere, or where nothing may be sent to.</summary>
    internal static Uri? Redirect(Uri from, HttpResponseMessage response)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            return null;
        var to = new Uri(from, location);
        return to.Scheme == Uri.UriSchemeHttps || (to.Scheme == Uri.UriSchemeHttp && RegistryAddress.IsLoopback(to)) ? to : null;
    }

    private static RetryStrategyOptions<HttpResponseMessage> RetryOptions(TimeProvider clock) => new()
    {
        MaxRetryAttempts = 3,
        Delay = TimeSpan.FromMilliseconds(200),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        // Nobody listens there: asking again within a second changes nothing.
        ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
            .Handle<HttpRequestException>(error => !IsRefused(error))
            .HandleResult(response => (int)response.StatusCode is 429 or >= 500),
        DelayGenerator = retry => ValueTask.FromResult(WaitAskedFor(retry.Outcome.Result, clock)),
        OnRetry = retry =>
        {
            retry.Outcome.Result?.Dispose();
            return ValueTask.CompletedTask;
        },
    };

    private static bool IsRefused(HttpRequestException error) =>
        error.HttpRequestError == HttpRequestError.NameResolutionError
        || error.InnerException is System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.ConnectionRefused };

    // Null: the back-off above.
    private static TimeSpan? WaitAskedFor(HttpResponseMessage? response, TimeProvider clock)
    {
        var after = response?.Headers.RetryAfter;
        var wait = after?.Delta ?? (after?.Date is { } date ? date - clock.GetUtcNow() : null);
        return wait switch
        {
            null => null,
            var time when time > LongestWait => LongestWait,
            var time when time < TimeSpan.Zero => TimeSpan.Zero,
            _ => wait,
        };
    }
}
