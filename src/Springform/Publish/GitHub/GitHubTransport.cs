using System.Globalization;
using System.Net;
using System.Text;
using Octokit;
using Octokit.Internal;
using Springform.Http;

namespace Springform.Publish.GitHub;

/// <summary>
/// Carries Octokit's requests: the body is read within the time limit, a redirect is followed to what is as safe as the API, and the token goes to the API's
/// host alone. An answer that is no success is a <see cref="GitHubRefusalException"/>; of the others Octokit is told neither type nor headers, so that it reads
/// nothing into them.
/// </summary>
internal sealed class GitHubTransport(GitHubRepository repository, GitHubToken token, TimeProvider clock) : IHttpClient
{
    private const long LargestBody = 64L << 20;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(20);

    private readonly HttpMessageInvoker http = new(Handler());

    private TimeSpan answerLimit = TimeSpan.FromSeconds(60);

    public void SetRequestTimeout(TimeSpan timeout) => answerLimit = timeout;

    public void Dispose() => http.Dispose();

    public async Task<IResponse> Send(IRequest request, CancellationToken cancellationToken, Func<object, object>? preprocessResponseBody = null)
    {
        var doing = string.Create(CultureInfo.InvariantCulture, $"{request.Method} {request.Endpoint.OriginalString.Split('?')[0]}");
        using var limit = new CancellationTokenSource(answerLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await FollowAsync(request, doing, either.Token);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{doing}: no answer within {answerLimit.TotalSeconds:0} s", error);
        }
    }

    private async Task<IResponse> FollowAsync(IRequest request, string doing, CancellationToken cancellation)
    {
        var method = request.Method;
        var first = new Uri(repository.Api, request.Endpoint);
        var (answer, further) = await Redirects.FollowAsync(
            first,
            await SendAsync(request, method, first, cancellation),
            (address, status) =>
            {
                method = status == HttpStatusCode.SeeOther ? HttpMethod.Get : method;
                return SendAsync(request, method, address, cancellation);
            }
        );
        using (answer)
        {
            await answer.Content.LoadIntoBufferAsync(LargestBody, cancellation);
            if (answer.IsSuccessStatusCode)
            {
                return new Success(answer.StatusCode, await GitHubAnswers.TextAsync(answer.Content, cancellation), Headers(answer));
            }

            if (further is not null)
            {
                repository.Trusted(further, doing);
            }

            throw await GitHubAnswers.RefusalAsync(doing, answer, token, clock.GetUtcNow(), cancellation);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(IRequest request, HttpMethod method, Uri address, CancellationToken cancellation)
    {
        using var message = Message(request, method, address);
        return await http.SendAsync(message, cancellation);
    }

    private static SocketsHttpHandler Handler()
    {
        var handler = HttpHandlers.Make(ConnectLimit);
        handler.AutomaticDecompression = DecompressionMethods.All;
        return handler;
    }

    private HttpRequestMessage Message(IRequest request, HttpMethod method, Uri address)
    {
        var message = new HttpRequestMessage(method, address);
        var isOfApi = Uri.Compare(address, repository.Api, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
        foreach (var (name, value) in request.Headers.Where(header => isOfApi || !header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        message.Content =
            method == HttpMethod.Get
                ? null
                : request.Body switch
                {
                    null => null,
                    string json => new StringContent(json, Encoding.UTF8, "application/json"),
                    var other => throw new NotSupportedException($"a request's body of the type {other.GetType()}"),
                };
        return message;
    }

    /// <summary>Looked up without case; the lines of one header are one.</summary>
    private static Dictionary<string, string> Headers(HttpResponseMessage answer) =>
        answer.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);

    private sealed record Success(HttpStatusCode StatusCode, object Body, IReadOnlyDictionary<string, string> Headers) : IResponse
    {
        public string ContentType => "";

        public ApiInfo ApiInfo { get; } = new(new Dictionary<string, Uri>(), [], [], "", new RateLimit());
    }
}
