namespace Octokit.Internal;

internal sealed class CommitStatusClient(IConnection connection) : ICommitStatusClient
{
    public Task<IReadOnlyList<CommitStatus>> GetAll(string owner, string name, string reference) =>
        Pages.GetAll<CommitStatus>(connection, RepositoriesClient.Address(owner, name, "commits", reference, "statuses"), null);

    public async Task<CommitStatus> Create(string owner, string name, string reference, NewCommitStatus newCommitStatus)
    {
        var response = await connection.Post<CommitStatus>(RepositoriesClient.Address(owner, name, "statuses", reference), newCommitStatus, null, null).ConfigureAwait(false);
        return response.Body;
    }
}
