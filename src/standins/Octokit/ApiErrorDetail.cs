namespace Octokit;

public class ApiErrorDetail
{
    public string Message { get; private set; }

    /// <summary>E.g. already_exists.</summary>
    public string Code { get; private set; }

    public string Field { get; private set; }

    public string Resource { get; private set; }
}
