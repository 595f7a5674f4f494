using Octokit;

namespace Springform.Publish.Around;

/// <summary>
/// Sets what GitHub shows beside a commit. Cake.GitHub does on github.com, and Octokit on every other server, which Cake.GitHub cannot address.
/// </summary>
internal interface ICommitStatuses
{
    /// <summary>The name of our status beside those of others.</summary>
    public const string Context = "springform/publish";

    /// <param name="link">null: none</param>
    Task SetAsync(string commit, CommitState state, string description, string? link, CancellationToken cancellation);
}
