using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using Springform.Errors;
using Springform.Http;

namespace Springform.Index;

/// <summary>
/// Trusted publishing, as PyPI documents it: the job proves who it is, and the index gives it a token of some minutes for the projects that trust this
/// repository and workflow. A token that is about to end is replaced, as often as the CI system makes another proof.
/// </summary>
/// <param name="upload">address of the upload interface</param>
internal sealed class TrustedLogin(Uri upload, JobIdentity identity, TimeProvider clock) : IIndexLogin
{
    // PyPI's upload interface has a host of its own, and its tokens are made on the other.
    private const string PyPiUploads = "upload.pypi.org";
    private const string PyPi = "pypi.org";
    private const int MaxAnswerBytes = 1 << 20;

    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(30);

    // PyPI's tokens live for 15 minutes; an upload that begins with a token must end with it.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(2);

    private readonly HttpClient http = new(HttpHandlers.Make(TimeSpan.FromSeconds(10)))
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = MaxAnswerBytes,
    };

    private readonly List<string> secrets = [identity.Token];
    private PasswordLogin? minted;
    private DateTimeOffset endsAt;

    public string Remedy =>
        "add this repository and the file of this workflow to the project's trusted publishers on the index, and where that names an environment, to this job";

    public async Task<AuthenticationHeaderValue> HeaderAsync(CancellationToken cancellation)
    {
        if (minted is null || (Renews && clock.GetUtcNow() >= endsAt - Reserve))
            minted = await MintAsync(cancellation);
        return minted.Header;
    }

    public bool Refused()
    {
        minted = Renews ? null : minted;
        return Renews;
    }

    public string Masked(string text) =>
        secrets.Aggregate(minted?.Masked(text) ?? text, (masked, secret) => masked.Replace(secret, "***", StringComparison.Ordinal));

    public void Dispose() => http.Dispose();

    /// <summary>A proof counts once, so that one which is given is enough for one token.</summary>
    private bool Renews => identity.Request is not null;

    private Uri Address(string path) =>
        new UriBuilder(upload)
        {
            Host = upload.Host == PyPiUploads ? PyPi : upload.Host,
            Path = $"/_/oidc/{path}",
            Query = "",
        }.Uri;

    private async Task<PasswordLogin> MintAsync(CancellationToken cancellation)
    {
        var proof = identity.Request is null ? identity.Token : await ProveAsync(cancellation);
        secrets.Add(proof);
        using var request = new HttpRequestMessage(HttpMethod.Post, Address("mint-token"));
        request.Content = new StringContent(JsonSerializer.Serialize(new { token = proof }), Encoding.UTF8, "application/json");
        var answer = await AskAsync(request, "the index makes no token for this job", cancellation);
        var token = Text(answer, "token", request.RequestUri!);
        secrets.Add(token);
        var now = clock.GetUtcNow();
        endsAt =
            answer.TryGetProperty("expires", out var end) && end.TryGetInt64(out var seconds) && seconds > now.ToUnixTimeSeconds()
                ? DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, now.Add(Lifetime).ToUnixTimeSeconds()))
                : now + Lifetime;
        return new PasswordLogin(PasswordLogin.TokenUser, token);
    }

    private async Task<string> ProveAsync(CancellationToken cancellation)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, Address("audience"));
        var audience = Text(await AskAsync(question, "the index knows nothing of trusted publishing", cancellation), "audience", question.RequestUri!);
        using var request = new HttpRequestMessage(HttpMethod.Get, identity.AddressFor(audience));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", identity.Token);
        return Text(await AskAsync(request, "the CI system does not say who this job is", cancellation), "value", request.RequestUri!);
    }

    private async Task<JsonElement> AskAsync(HttpRequestMessage request, string failure, CancellationToken cancellation)
    {
        var address = request.RequestUri!;
        using var guard = new StallGuard(SilenceLimit, clock, cancellation);
        try
        {
            using var answer = await guard.RunAsync(
                stop => http.SendAsync(request, stop),
                silent => new IndexUnavailableException($"{address.Authority} said nothing for {SilenceLimit.TotalSeconds:0} s", silent)
            );
            if ((int)answer.StatusCode is 408 or 429 or >= 500)
                throw new IndexUnavailableException($"{address.Authority} answers {(int)answer.StatusCode}")
                {
                    RetryAfter = RetryAfter.Of(answer.Headers, clock.GetUtcNow()),
                };
            var text = await answer.Content.ReadAsStringAsync(guard.Token);
            return answer.IsSuccessStatusCode ? Parsed(text, address) : throw Refusal(failure, Reason(text), address, answer.StatusCode);
        }
        catch (HttpRequestException error) when (error.InnerException is AuthenticationException untrusted)
        {
            throw new IndexUnavailableException($"no secure connection to {address.Authority}: {untrusted.Message}", error) { IsUntrusted = true };
        }
        catch (HttpRequestException error)
        {
            throw new IndexUnavailableException(error.Message, error);
        }
    }

    private SpringformException Refusal(string failure, string reason, Uri address, HttpStatusCode status) =>
        IndexProblems.NotTrusted(Masked(string.Create(CultureInfo.InvariantCulture, $"{failure}: {(int)status} {reason}").TrimEnd()), address, Remedy);

    /// <summary>{"message": ..., "errors": [{"code": ..., "description": ...}]}, as the index words it; nothing where it is something else.</summary>
    private static string Reason(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind != JsonValueKind.Object ? ""
                : json.RootElement.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
                    ? string.Join("; ", errors.EnumerateArray().Where(error => error.ValueKind == JsonValueKind.Object).Select(Words))
                : json.RootElement.TryGetProperty("message", out var message) ? $"{message}"
                : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static string Words(JsonElement error) =>
        string.Join(": ", error.EnumerateObject().Where(field => field.Name is "code" or "description").Select(field => $"{field.Value}"));

    private JsonElement Parsed(string text, Uri address)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Unreadable(address);
        }
    }

    private string Text(JsonElement answer, string field, Uri address) =>
        answer.ValueKind == JsonValueKind.Object
        && answer.TryGetProperty(field, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : throw Unreadable(address);

    private SpringformException Unreadable(Uri address) => IndexProblems.NotTrusted("the answer is not one of trusted publishing", address, Remedy);
}
