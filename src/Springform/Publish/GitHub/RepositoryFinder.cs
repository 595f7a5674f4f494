using System.Text.RegularExpressions;
using Springform.Config;
using Springform.Errors;
using Springform.Machine;

namespace Springform.Publish.GitHub;

/// <summary>Which repository is meant: configuration, then GitHub Actions' variables, then the remote named origin.</summary>
/// <param name="origin">its address, which may hold a password that is never shown; null without that remote</param>
internal sealed partial class RepositoryFinder(GitHubConfig config, ProcessEnvironment environment, string? origin)
{
    private const string GitHubHost = "github.com";

    /// <exception cref="SpringformException">E603 no repository is named, or the API's address cannot be used</exception>
    public GitHubRepository Find()
    {
        var (name, where) = Named();
        if (name?.Split('/') is not [var owner, var repository] || !IsName(owner) || !IsName(repository))
        {
            throw Problem(
                name is null ? "it is not known which repository to release to" : $"{Quoted.Of(name)} is not OWNER/NAME",
                where,
                "set release.github.repository to OWNER/NAME, or GITHUB_REPOSITORY, or give git a remote named origin"
            );
        }

        return new GitHubRepository(Api(), owner, repository);
    }

    private (string? Name, string Where) Named() =>
        (config.Repository, environment["GITHUB_REPOSITORY"], Remote()) switch
        {
            ({ } name, _, _) => (name, "springform.yaml, release.github.repository"),
            (_, { Length: > 0 } name, _) => (name, "environment, GITHUB_REPOSITORY"),
            (_, _, { } match) => (match.Groups["path"].Value, "git remote get-url origin"),
            _ => (null, "springform.yaml, release.github"),
        };

    private Uri Api()
    {
        var (text, where) = (config.Api, environment["GITHUB_API_URL"], Remote()?.Groups["host"].Value) switch
        {
            ({ } api, _, _) => (api, "springform.yaml, release.github.api"),
            (_, { Length: > 0 } api, _) => (api, "environment, GITHUB_API_URL"),
            (_, _, null or GitHubHost or "ssh.github.com") => (GitHubRepository.GitHubApi.ToString(), ""),
            (_, _, var host) => ($"https://{host}/api/v3", "git remote get-url origin"),
        };
        return
            Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            && address is { UserInfo: "", Query: "", Fragment: "" }
            ? address
            : throw Problem(
                "the API's address is not a plain https address, and a token goes to no other",
                where,
                "write it as https://HOST/api/v3 (on github.com: https://api.github.com)"
            );
    }

    private Match? Remote() => origin is not null && RemotePattern().Match(origin) is { Success: true } match ? match : null;

    private static bool IsName(string part) => part.Length is > 0 and <= 100 && part is not "." and not ".." && NamePattern().IsMatch(part);

    private static SpringformException Problem(string what, string where, string fix) => new(new Problem(ErrorCode.NoReleaseServer, what, where, fix));

    [GeneratedRegex(@"^[A-Za-z0-9._-]+\z")]
    private static partial Regex NamePattern();

    // https://user:secret@host/o/r.git, ssh://git@host:22/o/r.git, git@host:o/r.git
    [GeneratedRegex(
        @"^(?:(?:https?|ssh|git)://(?:[^@/]*@)?(?<host>[A-Za-z0-9.-]+)(?::\d+)?/|(?:[^@/:]+@)(?<host>[A-Za-z0-9.-]+):)(?<path>[^/]+/[^/]+?)(?:\.git)?/?\z"
    )]
    private static partial Regex RemotePattern();
}
