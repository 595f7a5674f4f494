using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using Springform.Config;
using Springform.Errors;
using Springform.Http;
using Springform.Plan;

namespace Springform.Index;

/// <summary>One request each to the two interfaces of a package index. Never follows a redirect: the password is for this host alone.</summary>
internal sealed class IndexClient : IDisposable
{
    private const int MaxListingBytes = 64 << 20;
    private const int ShownCharacters = 200;
    private const int PieceBytes = 1 << 16;

    // An index that takes or says less than this for so long is as good as gone; it checks a file before it answers.
    private const int NeededBytes = 1 << 16;
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromMinutes(2);
    private readonly HttpClient http = new(HttpHandlers.Make(TimeSpan.FromSeconds(10))) { Timeout = Timeout.InfiniteTimeSpan };

    private readonly IIndexLogin login;
    private readonly TimeProvider clock;
    private readonly Uri upload;
    private readonly Uri simple;

    /// <param name="login">is the caller's</param>
    public IndexClient(IndexConfig config, IIndexLogin login, TimeProvider clock)
    {
        (this.login, this.clock) = (login, clock);
        upload = new Uri(config.Upload);
        simple = new Uri(config.Simple.TrimEnd('/') + "/");
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Springform", null));
    }

    /// <summary>Of the upload interface.</summary>
    public Uri Address => upload;

    /// <summary>What the index has of a project: SHA-256 by file name, null where it says none; empty when it does not know the project.</summary>
    /// <exception cref="SpringformException">E651 it refuses</exception>
    /// <exception cref="IndexUnavailableException">no answer, or one that says to come later</exception>
    public async Task<IReadOnlyDictionary<string, string?>> ListAsync(string project, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(simple, project + "/"));
        request.Headers.TryAddWithoutValidation("Accept", SimpleListing.Accept);
        request.Headers.CacheControl = new CacheControlHeaderValue { MaxAge = TimeSpan.Zero };
        if (simple.Authority == upload.Authority && simple.Scheme == upload.Scheme)
        {
            request.Headers.Authorization = await login.HeaderAsync(cancellation);
        }

        using var guard = new StallGuard(SilenceLimit, clock, cancellation, NeededBytes);
        using var answer = await SendAsync(request, guard);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return new Dictionary<string, string?>();
        }

        await RequireAsync(answer, $"the listing of {project}", simple, guard);
        var listing = await TextAsync(answer, guard);
        try
        {
            return SimpleListing.Read(listing, answer.Content.Headers.ContentType?.MediaType);
        }
        catch (FormatException error)
        {
            throw IndexProblems.Refused($"the listing of {project}: {login.Masked(error.Message)}", answer.StatusCode, simple, login.Remedy);
        }
    }

    /// <exception cref="SpringformException">E651 it refuses; E501 the file is not the one of the ledger, and did not become whole there</exception>
    /// <exception cref="IndexUnavailableException">no answer, or one that says to come later: whether the file arrived is not known</exception>
    public async Task UploadAsync(IndexFile file, CancellationToken cancellation)
    {
        if (!await TryUploadAsync(file, isLast: false, cancellation))
            await TryUploadAsync(file, isLast: true, cancellation);
    }

    /// <param name="isLast">false: a login that the index refuses may be replaced by another</param>
    /// <returns>false: it was refused, and there is another login</returns>
    private async Task<bool> TryUploadAsync(IndexFile file, bool isLast, CancellationToken cancellation)
    {
        var header = await login.HeaderAsync(cancellation);
        using var guard = new StallGuard(SilenceLimit, clock, cancellation, NeededBytes);
        using var request = new HttpRequestMessage(HttpMethod.Post, upload);
        request.Content = await UploadForm.MakeAsync(file, count => guard.Moved(count), cancellation);
        request.Headers.Authorization = header;
        using var answer = await SendAsync(request, file, guard);
        if (!isLast && answer.StatusCode is (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && login.Refused())
            return false;
        await RequireAsync(answer, file.Artifact.Name, upload, guard);
        return true;
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, IndexFile file, StallGuard guard)
    {
        try
        {
            return await SendAsync(request, guard);
        }
        catch (Exception error) when ((error as FileChangedException ?? error.InnerException) is FileChangedException)
        {
            throw IndexProblems.Changed(file, error);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, StallGuard guard)
    {
        try
        {
            return await guard.RunAsync(stop => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop), Silent);
        }
        catch (HttpRequestException error) when (error.InnerException is AuthenticationException untrusted)
        {
            throw new IndexUnavailableException($"no secure connection to {request.RequestUri!.Authority}: {untrusted.Message}", error) { IsUntrusted = true };
        }
        catch (HttpRequestException error) when (error.InnerException is not FileChangedException)
        {
            throw new IndexUnavailableException(error.Message, error);
        }
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer, StallGuard guard)
    {
        using var text = new MemoryStream();
        var piece = new byte[PieceBytes];
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(guard.Token);
            int count;
            while ((count = await guard.ReadAsync(body, piece, Silent)) > 0)
            {
                text.Write(piece, 0, count);
                if (text.Length > MaxListingBytes)
                {
                    throw new IndexUnavailableException($"an answer of more than {MaxListingBytes >> 20} MiB");
                }
            }
        }
        catch (IOException error)
        {
            throw new IndexUnavailableException(error.Message, error);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length).TrimStart('\uFEFF');
    }

    private static IndexUnavailableException Silent(Exception error) =>
        new($"nothing to speak of went or came for {SilenceLimit.TotalMinutes:0} minutes", error);

    private async Task RequireAsync(HttpResponseMessage answer, string what, Uri address, StallGuard guard)
    {
        if (answer.IsSuccessStatusCode)
        {
            return;
        }

        if ((int)answer.StatusCode is 408 or 429 or >= 500)
        {
            throw new IndexUnavailableException($"the index answers {(int)answer.StatusCode} {login.Masked(answer.ReasonPhrase ?? "")}".TrimEnd())
            {
                RetryAfter = RetryAfter.Of(answer.Headers, clock.GetUtcNow()),
            };
        }

        var text = (await TextAsync(answer, guard)).Trim();
        var reason = login.Masked(text.Length > 0 && !text.StartsWith('<') ? text : answer.ReasonPhrase ?? "");
        throw IndexProblems.Refused(
            $"{what}: {(int)answer.StatusCode} {reason[..Math.Min(reason.Length, ShownCharacters)]}",
            answer.StatusCode,
            address,
            login.Remedy
        );
    }
}
