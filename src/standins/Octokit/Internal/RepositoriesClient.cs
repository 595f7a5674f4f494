namespace Octokit.Internal;

internal sealed class RepositoriesClient(IConnection connection) : IRepositoriesClient
{
    public ICommitStatusClient Status { get; } = new CommitStatusClient(connection);

    public IReleasesClient Release { get; } = new ReleasesClient(connection);

    /// <summary>An address below a repository; each part is escaped.</summary>
    public static Uri Address(string owner, string name, params object[] parts) =>
        new(string.Join('/', new object[] { "repos", owner, name }.Concat(parts).Select(part => Uri.EscapeDataString($"{part}"))), UriKind.Relative);
}
