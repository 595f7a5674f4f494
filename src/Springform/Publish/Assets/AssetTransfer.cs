using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Springform.Http;
using Springform.Publish.GitHub;

namespace Springform.Publish.Assets;

/// <summary>
/// Asset bytes, streamed: Octokit would hold them in memory. Redirects are followed for downloads alone, and without the token. The time limit is on silence,
/// not on the whole transfer.
/// </summary>
internal sealed class AssetTransfer : IDisposable
{
    private const int PieceBytes = 1 << 17;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(100);

    private readonly HttpMessageInvoker http = new(HttpHandlers.Make(ConnectLimit));
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
        using var guard = new StallGuard(SilenceLimit, clock, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, UploadAddress(release, asset.Name));
        request.Content = new FileBody(asset.Path, asset.SizeBytes, asset.Sha256)
        {
            Moved = count =>
            {
                guard.Moved(count);
                moved(count);
            },
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentTypes.Of(asset.Name));
        request.Headers.Authorization = authorization;
        using var answer = await SendAsync(request, asset, guard);
        if (answer.StatusCode != HttpStatusCode.Created)
        {
            throw await GitHubAnswers.RefusalAsync($"upload of {asset.Name}", answer, token, clock.GetUtcNow(), guard.Token);
        }

        return GitHubAnswers.Read<RemoteAsset>(await GitHubAnswers.TextAsync(answer.Content, guard.Token), out var error)
            ?? throw new HttpRequestException($"upload of {asset.Name}: the answer is not one of GitHub's", error);
    }

    /// <summary>Downloads an asset, drafts' too, and hashes it. One attempt.</summary>
    /// <returns>64 hex digits</returns>
    public async Task<string> Sha256Async(RemoteAsset asset, CancellationToken cancellation)
    {
        using var guard = new StallGuard(SilenceLimit, clock, cancellation);
        using var answer = await DownloadAsync(asset, guard);
        var body = await answer.Content.ReadAsStreamAsync(guard.Token);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[PieceBytes];
        int count;
        while ((count = await guard.ReadAsync(body, piece, error => Silent($"download of {asset.Name}", error))) > 0)
        {
            hash.AppendData(piece, 0, count);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async Task<HttpResponseMessage> DownloadAsync(RemoteAsset asset, StallGuard guard)
    {
        var name = $"download of {asset.Name}";
        var first = new Uri(repository.Api, $"repos/{repository.Owner}/{repository.Name}/releases/assets/{asset.Id}");
        var (answer, further) = await Redirects.FollowAsync(first, await GetAsync(first, authorization, guard), (address, _) => GetAsync(address, null, guard));
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            return answer;
        }

        using (answer)
        {
            if (further is not null)
            {
                repository.Trusted(further, name);
            }

            throw await GitHubAnswers.RefusalAsync(name, answer, token, clock.GetUtcNow(), guard.Token);
        }
    }

    private async Task<HttpResponseMessage> GetAsync(Uri address, AuthenticationHeaderValue? credentials, StallGuard guard)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("application/octet-stream");
        request.Headers.Authorization = credentials;
        return await SendAsync(request, guard);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, LocalAsset asset, StallGuard guard)
    {
        try
        {
            return await SendAsync(request, guard);
        }
        catch (Exception error) when ((error as FileChangedException ?? error.InnerException) is FileChangedException)
        {
            throw new AssetChangedException(asset);
        }
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, StallGuard guard)
    {
        request.Headers.UserAgent.ParseAdd("springform");
        if (request.Headers.Accept.Count == 0)
        {
            request.Headers.Accept.ParseAdd("application/vnd.github.v3+json");
        }

        guard.Restart();
        return guard.RunAsync(stop => http.SendAsync(request, stop), error => Silent(request.RequestUri!.Host, error));
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
