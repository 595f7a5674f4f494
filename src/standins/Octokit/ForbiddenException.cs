namespace Octokit;

/// <summary>403</summary>
public class ForbiddenException : ApiException
{
    public ForbiddenException(IResponse response)
        : base(response)
    {
    }

    public ForbiddenException(IResponse response, Exception innerException)
        : base(response, innerException)
    {
    }

    public override string Message => ApiErrorMessageSafe ?? "Request Forbidden";
}
