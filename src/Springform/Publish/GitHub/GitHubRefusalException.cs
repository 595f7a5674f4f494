using System.Net;

namespace Springform.Publish.GitHub;

/// <summary>An answer of 400 or more, from the API or from the upload host.</summary>
/// <param name="request">method and path, without the query</param>
/// <param name="said">GitHub's words</param>
internal sealed class GitHubRefusalException(string request, HttpStatusCode status, string said, Exception? inner = null)
    : Exception($"{request}: {(int)status} {said}", inner)
{
    public string Request { get; } = request;

    public HttpStatusCode Status { get; } = status;

    public string Said { get; } = said;

    /// <summary>Codes of single fields, e.g. already_exists.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>How long to wait before the next request; null when the answer did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>403 and 429 can both mean: too many requests.</summary>
    public bool IsRateLimit { get; init; }

    public bool AlreadyExists => Status == HttpStatusCode.UnprocessableEntity && Codes.Contains("already_exists");

    /// <summary>The assets of a release that is public, and immutable, do not change.</summary>
    public bool IsOfImmutable => Status == HttpStatusCode.UnprocessableEntity && Said.Contains("immutable release", StringComparison.OrdinalIgnoreCase);

    /// <summary>The tag's name belonged to an immutable release that was deleted.</summary>
    public bool IsOfBurnedTag =>
        Status == HttpStatusCode.UnprocessableEntity && Said.Contains("used by an immutable release", StringComparison.OrdinalIgnoreCase);

    /// <summary>Another attempt may succeed: 5xx and rate limits, never another 4xx.</summary>
    public bool IsTransient => (int)Status >= 500 || Status == HttpStatusCode.TooManyRequests || IsRateLimit;
}
