namespace Octokit;

/// <summary>422</summary>
public class ApiValidationException : ApiException
{
    public ApiValidationException(IResponse response)
        : base(response)
    {
    }

    public ApiValidationException(IResponse response, Exception innerException)
        : base(response, innerException)
    {
    }

    public override string Message => ApiErrorMessageSafe ?? "Validation Failed";
}
