namespace Octokit;

public enum CommitState
{
    Pending = 0,
    Success = 1,
    Error = 2,
    Failure = 3,
}
