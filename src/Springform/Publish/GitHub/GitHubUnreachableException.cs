namespace Springform.Publish.GitHub;

/// <summary>All attempts at one request failed with errors that might have passed.</summary>
/// <param name="doing">what was tried, e.g. upload of a.tgz</param>
internal sealed class GitHubUnreachableException(string doing, int attempts, Exception last)
    : Exception($"{doing} failed {attempts} times: {last.Message}", last)
{
    public string Doing { get; } = doing;

    public int Attempts { get; } = attempts;
}
