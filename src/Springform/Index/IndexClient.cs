using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Springform.Config;
using Springform.Plan;

namespace Springform.Index;

/// <summary>One request each to the two interfaces of a package index. Never follows a redirect: the password is for this host alone.</summary>
public sealed class IndexClient : IDisposable
{
    private const int MaxListingBytes = 64 << 20;
    private const int ShownCharacters = 200;

    // An index that takes less than this is as good as gone.
    private const int SlowestBytesPerSecond = 50_000;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = MaxListingBytes,
    };

    private readonly AuthenticationHeaderValue credentials;
    private readonly Uri upload;
    private readonly Uri simple;

    public IndexClient(IndexConfig config, AuthenticationHeaderValue credentials)
    {
        this.credentials = credentials;
        upload = new Uri(config.Upload);
        simple = new Uri(config.Simple.TrimEnd('/') + "/");
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Springform", null));
    }

    /// <summary>What the index has of a project; empty when it does not know it.</summary>
    /// <exception cref="SpringformException">E651 it refuses</exception>
    /// <exception cref="HttpRequestException">no answer, or one that says to come later</exception>
    public async Task<IReadOnlyDictionary<string, string?>> ListAsync(string project, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(simple, project + "/"));
        request.Headers.TryAddWithoutValidation("Accept", SimpleListing.Accept);
        if (simple.Authority == upload.Authority && simple.Scheme == upload.Scheme)
        {
            request.Headers.Authorization = credentials;
        }

        using var answer = await SendAsync(request, AnswerLimit, cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return new Dictionary<string, string?>();
        }

        await RequireAsync(answer, $"the listing of {project}", cancellation);
        try
        {
            return SimpleListing.Read(await answer.Content.ReadAsStringAsync(cancellation), answer.Content.Headers.ContentType?.MediaType);
        }
        catch (FormatException error)
        {
            throw Refused($"the listing of {project}: {error.Message}");
        }
    }

    /// <exception cref="SpringformException">E651 it refuses</exception>
    /// <exception cref="HttpRequestException">no answer, or one that says to come later: whether the file arrived is not known</exception>
    public async Task UploadAsync(IndexFile file, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, upload) { Content = await UploadForm.MakeAsync(file, cancellation) };
        request.Headers.Authorization = credentials;
        using var answer = await SendAsync(request, AnswerLimit + TimeSpan.FromSeconds(file.Artifact.SizeBytes / SlowestBytesPerSecond), cancellation);
        await RequireAsync(answer, file.Artifact.Name, cancellation);
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, TimeSpan patience, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            return await http.SendAsync(request, limit.Token);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"no answer within {patience.TotalSeconds:0} s", error);
        }
    }

    private async Task RequireAsync(HttpResponseMessage answer, string what, CancellationToken cancellation)
    {
        if (answer.IsSuccessStatusCode)
        {
            return;
        }

        var status = (int)answer.StatusCode;
        if (status is 408 or 429 or >= 500)
        {
            throw new HttpRequestException($"the index answers {status} {answer.ReasonPhrase}", null, answer.StatusCode);
        }

        var text = (await answer.Content.ReadAsStringAsync(cancellation)).Trim();
        var reason = Masked(text.Length > 0 && !text.StartsWith('<') ? text : answer.ReasonPhrase ?? "");
        throw Refused($"{what}: {status} {reason[..Math.Min(reason.Length, ShownCharacters)]}");
    }

    /// <summary>A server may repeat what it was sent.</summary>
    private string Masked(string text)
    {
        var sent = credentials.Parameter!;
        var password = Encoding.UTF8.GetString(Convert.FromBase64String(sent)).Split(':', 2)[1];
        return text.Replace(sent, "***", StringComparison.Ordinal).Replace(password, "***", StringComparison.Ordinal);
    }

    private SpringformException Refused(string what) => new(new Problem(
        ErrorCode.IndexRefused,
        $"the index refuses {Quoted.Clean(what)}",
        upload.GetLeftPart(UriPartial.Path),
        $"check {IndexCredentials.PasswordVariable}: the token must be one of this index and may upload to this project; then run again, what is there stays"));
}
