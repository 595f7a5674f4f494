using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Springform.Publish.GitHub;

namespace Springform.Publish.Assets;

/// <summary>
/// Asset bytes, streamed: Octokit would hold them in memory. Redirects are followed for downloads alone, and without the token. The time limit is on silence, not on
/// the whole transfer.
/// </summary>
public sealed class AssetTransfer : IDisposable
{
    private const int MaximumRedirects = 5;
    private const int PieceBytes = 1 << 17;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(100);

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = ConnectLimit, UseCookies = false });
    private readonly GitHubRepository repository;
    private readonly GitHubToken token;
    private readonly AuthenticationHeaderValue authorization;
    private readonly TimeProvider clock;

    public AssetTransfer(GitHubRepository repository, GitHubToken token, TimeProvider clock)
    {
        this.repository = repository;
        this.token = token;
        this.clock = clock;
        authorization = new AuthenticationHeaderValue("token", token.Value);
    }

    public void Dispose() => http.Dispose();

    /// <summary>One attempt. Whether the asset is there after a failure is open.</summary>
    /// <param name="release">whose upload address is taken</param>
    /// <param name="moved">told the number of bytes of each piece that went out</param>
    /// <exception cref="AssetChangedException">before the last byte went out</exception>
    public async Task<RemoteAsset> UploadAsync(RemoteRelease release, LocalAsset asset, Action<int> moved, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, UploadAddress(release, asset.Name))
        {
            Content = new HashedFileContent(asset, count =>
            {
                silence.CancelAfter(SilenceLimit);
                moved(count);
            }),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentTypes.Of(asset.Name));
        request.Headers.Authorization = authorization;
        using var answer = await SendAsync(request, silence, cancellation);
        if (answer.StatusCode != HttpStatusCode.Created)
        {
            throw await GitHubAnswers.RefusalAsync($"upload of {asset.Name}", answer, token, clock.GetUtcNow(), silence.Token);
        }

        return GitHubAnswers.Read<RemoteAsset>(await GitHubAnswers.TextAsync(answer.Content, silence.Token), out var error)
            ?? throw new HttpRequestException($"upload of {asset.Name}: the answer is not one of GitHub's", error);
    }

    /// <summary>Downloads an asset, drafts' too, and hashes it. One attempt.</summary>
    /// <returns>64 hex digits</returns>
    public async Task<string> Sha256Async(RemoteAsset asset, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var answer = await DownloadAsync(asset, silence, cancellation);
        try
        {
            return await HashAsync(await answer.Content.ReadAsStreamAsync(silence.Token), silence);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw Silent($"download of {asset.Name}", error);
        }
    }

    private static async Task<string> HashAsync(Stream body, CancellationTokenSource silence)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[PieceBytes];
        int count;
        while ((count = await body.ReadAsync(piece, silence.Token)) > 0)
        {
            silence.CancelAfter(SilenceLimit);
            hash.AppendData(piece, 0, count);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async Task<HttpResponseMessage> DownloadAsync(RemoteAsset asset, CancellationTokenSource silence, CancellationToken cancellation)
    {
        var name = $"download of {asset.Name}";
        var address = new Uri(repository.Api, $"repos/{repository.Owner}/{repository.Name}/releases/assets/{asset.Id}");
        for (var hops = 0; ; hops++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.ParseAdd("application/octet-stream");
            request.Headers.Authorization = hops == 0 ? authorization : null;
            var answer = await SendAsync(request, silence, cancellation);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return answer;
            }

            using (answer)
            {
                address = (int)answer.StatusCode is 301 or 302 or 303 or 307 or 308 && answer.Headers.Location is { } location && hops < MaximumRedirects
                    ? repository.Trusted(new Uri(address, location), name)
                    : throw await GitHubAnswers.RefusalAsync(name, answer, token, clock.GetUtcNow(), silence.Token);
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationTokenSource silence, CancellationToken cancellation)
    {
        request.Headers.UserAgent.ParseAdd("springform");
        if (request.Headers.Accept.Count == 0)
        {
            request.Headers.Accept.ParseAdd("application/vnd.github.v3+json");
        }

        silence.CancelAfter(SilenceLimit);
        try
        {
            return await http.SendAsync(request, silence.Token);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw Silent(request.RequestUri!.Host, error);
        }
        catch (HttpRequestException error) when (error.InnerException is AssetChangedException changed)
        {
            throw changed;
        }
    }

    private static TimeoutException Silent(string what, Exception error) => new($"{what}: no byte arrived for {SilenceLimit.TotalSeconds:0} s", error);

    private Uri UploadAddress(RemoteRelease release, string name)
    {
        var template = release.UploadUrl.Split('{')[0];
        return Uri.TryCreate(template, UriKind.Absolute, out var address)
            ? new UriBuilder(repository.Trusted(address, "upload")) { Query = "name=" + Uri.EscapeDataString(name) }.Uri
            : throw new GitHubRefusalException("upload", HttpStatusCode.BadRequest, "the release has no upload address");
    }
}
