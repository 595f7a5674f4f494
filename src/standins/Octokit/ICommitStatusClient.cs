namespace Octokit;

public interface ICommitStatusClient
{
    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<CommitStatus>> GetAll(string owner, string name, string reference);

    Task<CommitStatus> Create(string owner, string name, string reference, NewCommitStatus newCommitStatus);
}
