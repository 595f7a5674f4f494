namespace Cake.GitHub;

public enum GitHubStatusState
{
    Success = 0,
    Pending = 1,
    Error = 2,
    Failure = 3,
}
