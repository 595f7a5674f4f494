using System.Globalization;

namespace Octokit;

/// <summary>403: the hour's requests are used up.</summary>
public class RateLimitExceededException : ForbiddenException
{
    public RateLimitExceededException(IResponse response)
        : base(response)
    {
    }

    public RateLimitExceededException(IResponse response, Exception innerException)
        : base(response, innerException)
    {
    }

    public int Limit => (int)Header("X-RateLimit-Limit");

    public int Remaining => (int)Header("X-RateLimit-Remaining");

    public DateTimeOffset Reset => DateTimeOffset.FromUnixTimeSeconds(Header("X-RateLimit-Reset"));

    public override string Message => ApiErrorMessageSafe ?? "API Rate Limit exceeded";

    private long Header(string name) =>
        HttpResponse.Headers.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
