using System.Net;

namespace Octokit.Internal;

/// <summary>Which exception an answer becomes.</summary>
internal static class Refusals
{
    public static void ThrowIfRefused(Response response)
    {
        if ((int)response.StatusCode < 400)
            return;
        throw response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new AuthorizationException(response),
            HttpStatusCode.Forbidden => Forbidden(response),
            HttpStatusCode.NotFound => new NotFoundException(response),
            HttpStatusCode.UnprocessableEntity => new ApiValidationException(response),
            _ => new ApiException(response),
        };
    }

    /// <summary>GitHub tells the kinds of 403 apart in words only.</summary>
    private static ForbiddenException Forbidden(Response response)
    {
        var text = (string)response.Body;
        return text switch
        {
            _ when Says("rate limit exceeded") => new RateLimitExceededException(response),
            _ when Says("secondary rate limit") => new SecondaryRateLimitExceededException(response),
            _ when Says("abuse-rate-limits") || Says("abuse detection mechanism") => new AbuseException(response),
            _ => new ForbiddenException(response),
        };

        bool Says(string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
    }
}
