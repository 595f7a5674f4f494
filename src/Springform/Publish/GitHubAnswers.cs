using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Octokit;

namespace Springform.Publish;

/// <summary>
/// Makes one kind of refusal of what Octokit throws and what the upload host answers. Waiting times: Retry-After, else the reset of a used-up rate limit
/// ("Rate limits for the REST API" of GitHub's documentation, 2026-11).
/// </summary>
internal static class GitHubAnswers
{
    private const int ShownCharacters = 300;

    public static GitHubRefusalException Refusal(string request, ApiException error, GitHubToken token, DateTimeOffset now)
    {
        var headers = error.HttpResponse.Headers;
        var said = error.ApiError?.Message is { Length: > 0 } message ? message : error.Message;
        var details = error.ApiError?.Errors ?? [];
        return new GitHubRefusalException(request, error.StatusCode, Words(said, details.Select(detail => detail.Message ?? $"{detail.Field} {detail.Code}"), token), error)
        {
            Codes = [.. details.Select(detail => detail.Code).OfType<string>()],
            RetryAfter = RetryAfter(name => headers.TryGetValue(name, out var value) ? value : null, now),
            IsRateLimit = error is RateLimitExceededException or SecondaryRateLimitExceededException or AbuseException,
        };
    }

    /// <summary>Of an answer to our own client; its body is read.</summary>
    public static async Task<GitHubRefusalException> RefusalAsync(string request, HttpResponseMessage answer, GitHubToken token, DateTimeOffset now, CancellationToken cancellation)
    {
        var (said, codes) = Parse(await answer.Content.ReadAsStringAsync(cancellation), token);
        var isLimit = answer.StatusCode == HttpStatusCode.Forbidden
            && (said.Contains("rate limit", StringComparison.OrdinalIgnoreCase) || said.Contains("abuse detection", StringComparison.OrdinalIgnoreCase) || answer.Headers.RetryAfter is not null);
        return new GitHubRefusalException(request, answer.StatusCode, said.Length > 0 ? said : answer.ReasonPhrase ?? "", null)
        {
            Codes = codes,
            RetryAfter = RetryAfter(name => answer.Headers.TryGetValues(name, out var values) ? values.First() : null, now),
            IsRateLimit = isLimit,
        };
    }

    private static (string Said, IReadOnlyList<string> Codes) Parse(string body, GitHubToken token)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            var details = root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array ? errors.EnumerateArray().ToList() : [];
            var texts = details.Select(detail => Text(detail, "message") ?? $"{Text(detail, "field")} {Text(detail, "code")}");
            return (Words(Text(root, "message") ?? "", texts, token), [.. details.Select(detail => Text(detail, "code")).OfType<string>()]);
        }
        catch (JsonException)
        {
            return ("", []); // a proxy's page
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Words(string message, IEnumerable<string> details, GitHubToken token)
    {
        var words = token.Masked(string.Join("; ", details.Select(detail => detail.Trim()).Where(detail => detail.Length > 0).Prepend(message)));
        return Plan.Quoted.Clean(words.Length > ShownCharacters ? words[..ShownCharacters] + "..." : words);
    }

    private static TimeSpan? RetryAfter(Func<string, string?> header, DateTimeOffset now)
    {
        var wait = RetryConditionHeaderValue.TryParse(header("Retry-After"), out var after) ? after.Delta ?? (after.Date - now)
            : header("X-RateLimit-Remaining") == "0" && long.TryParse(header("X-RateLimit-Reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var reset)
                && reset <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(reset) - now
            : null;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
