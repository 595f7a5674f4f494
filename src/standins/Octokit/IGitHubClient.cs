namespace Octokit;

public interface IGitHubClient
{
    IConnection Connection { get; }

    IRepositoriesClient Repository { get; }

    void SetRequestTimeout(TimeSpan timeout);
}
