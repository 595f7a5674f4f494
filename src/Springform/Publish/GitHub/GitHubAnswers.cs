using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Springform.Publish.GitHub;

/// <summary>
/// Reads what the API and the upload host answer, and makes refusals of what is no success. Waiting times: Retry-After, else the reset of a used-up rate limit
/// ("Rate limits for the REST API" of GitHub's documentation, 2026-11).
/// </summary>
internal static class GitHubAnswers
{
    private const int ShownCharacters = 300;

    /// <summary>GitHub's spelling. What a record calls required must be there, and what it does not call nullable must not be null.</summary>
    private static readonly JsonSerializerOptions Spelling = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
    };

    /// <returns>null when the answer is not of this shape</returns>
    public static T? Read<T>(string answer, out JsonException? error)
    {
        error = null;
        try
        {
            var read = JsonSerializer.Deserialize<T>(answer, Spelling);
            return read is IEnumerable<object?> items && items.Contains(null) ? default : read;
        }
        catch (JsonException caught)
        {
            error = caught;
            return default;
        }
    }

    /// <summary>As UTF-8, whatever the answer calls itself.</summary>
    public static async Task<string> TextAsync(HttpContent content, CancellationToken cancellation) =>
        Encoding.UTF8.GetString(await content.ReadAsByteArrayAsync(cancellation)).TrimStart('\uFEFF');

    /// <summary>Of an answer that is no success; its body is read.</summary>
    public static async Task<GitHubRefusalException> RefusalAsync(
        string request,
        HttpResponseMessage answer,
        GitHubToken token,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var (said, codes) = Parse(await TextAsync(answer.Content, cancellation), token);
        var retryAfter = RetryAfter(answer.Headers, now);
        return new GitHubRefusalException(request, answer.StatusCode, said.Length > 0 ? said : Words(answer.ReasonPhrase ?? "", [], token), null)
        {
            Codes = codes,
            RetryAfter = retryAfter,
            IsRateLimit = answer.StatusCode == HttpStatusCode.Forbidden && (retryAfter is not null || IsLimit(said)),
        };
    }

    private static bool IsLimit(string said) =>
        said.Contains("rate limit", StringComparison.OrdinalIgnoreCase) || said.Contains("abuse detection", StringComparison.OrdinalIgnoreCase);

    private static (string Said, IReadOnlyList<string> Codes) Parse(string body, GitHubToken token)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            List<JsonElement> details =
                root.ValueKind == JsonValueKind.Object && root.TryGetProperty("errors", out var errors)
                    ? errors.ValueKind == JsonValueKind.Array
                        ? [.. errors.EnumerateArray()]
                        : [errors]
                    : [];
            var texts = details.Select(detail =>
                detail.ValueKind == JsonValueKind.String ? detail.GetString()! : Text(detail, "message") ?? $"{Text(detail, "field")} {Text(detail, "code")}"
            );
            return (Words(Text(root, "message") ?? "", texts, token), [.. details.Select(detail => Text(detail, "code")).OfType<string>()]);
        }
        catch (JsonException)
        {
            return ("", []); // a proxy's page
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string Words(string message, IEnumerable<string> details, GitHubToken token)
    {
        var words = token.Masked(string.Join("; ", details.Select(detail => detail.Trim()).Where(detail => detail.Length > 0).Prepend(message)));
        return Errors.Quoted.Clean(words.Length > ShownCharacters ? words[..ShownCharacters] + "..." : words);
    }

    private static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        string? Header(string name) => headers.TryGetValues(name, out var values) ? values.First() : null;
        var reset =
            Header("X-RateLimit-Remaining") == "0"
            && long.TryParse(Header("X-RateLimit-Reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
                ? DateTimeOffset.FromUnixTimeSeconds(seconds) - now
                : (TimeSpan?)null;
        var wait = Http.RetryAfter.Of(headers, now) ?? reset;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
