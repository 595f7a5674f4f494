using System.Globalization;

namespace Octokit;

/// <summary>403: GitHub takes the requests for abuse.</summary>
public class AbuseException : ForbiddenException
{
    public AbuseException(IResponse response)
        : base(response)
    {
    }

    public AbuseException(IResponse response, Exception innerException)
        : base(response, innerException)
    {
    }

    /// <summary>null when GitHub did not say.</summary>
    public int? RetryAfterSeconds =>
        HttpResponse.Headers.TryGetValue("Retry-After", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    public override string Message => ApiErrorMessageSafe ?? "Request Forbidden - Abuse Detection";
}
