namespace Octokit;

/// <summary>404, also for what the token may not see</summary>
public class NotFoundException : ApiException
{
    public NotFoundException(IResponse response)
        : base(response)
    {
    }

    public NotFoundException(IResponse response, Exception innerException)
        : base(response, innerException)
    {
    }
}
