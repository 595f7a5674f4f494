namespace Octokit;

public interface IRepositoriesClient
{
    ICommitStatusClient Status { get; }

    IReleasesClient Release { get; }
}
