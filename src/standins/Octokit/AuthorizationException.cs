namespace Octokit;

/// <summary>401</summary>
public class AuthorizationException : ApiException
{
    public AuthorizationException(IResponse response)
        : base(response)
    {
    }

    public AuthorizationException(IResponse response, Exception innerException)
        : base(response, innerException)
    {
    }
}
