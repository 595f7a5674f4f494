namespace Octokit;

/// <summary>403: too many requests in a short time</summary>
public class SecondaryRateLimitExceededException : ForbiddenException
{
    public SecondaryRateLimitExceededException(IResponse response)
        : base(response)
    {
    }

    public SecondaryRateLimitExceededException(IResponse response, Exception innerException)
        : base(response, innerException)
    {
    }

    public override string Message => ApiErrorMessageSafe ?? "Secondary API Rate Limit exceeded";
}
