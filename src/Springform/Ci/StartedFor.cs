using Springform.Machine;

namespace Springform.Ci;

/// <summary>What a CI system was started for: its checkout is a commit, which may be on no branch, and have several tags.</summary>
internal static class StartedFor
{
    private const string TagPrefix = "refs/tags/";

    /// <summary>A whole reference: GitHub Actions (Gitea and Forgejo too), Azure Pipelines.</summary>
    private static readonly string[] References = ["GITHUB_REF", "BUILD_SOURCEBRANCH"];

    /// <summary>The tag's name: GitLab and Woodpecker, Buildkite, CircleCI, Bitbucket, Drone, Travis.</summary>
    private static readonly string[] Names = ["CI_COMMIT_TAG", "BUILDKITE_TAG", "CIRCLE_TAG", "BITBUCKET_TAG", "DRONE_TAG", "TRAVIS_TAG"];

    /// <summary>The branch that was pushed, of GitHub Actions and GitLab; the others check it out.</summary>
    /// <returns>null: none is told</returns>
    public static string? Branch(ProcessEnvironment environment) =>
        environment["GITHUB_REF_TYPE"] == "branch" ? environment["GITHUB_REF_NAME"]
        : environment["CI_COMMIT_BRANCH"] is { Length: > 0 } branch ? branch
        : null;

    /// <summary>Of several tags on one commit it is the one that is meant.</summary>
    /// <returns>null: no tag</returns>
    public static string? Tag(ProcessEnvironment environment) =>
        References.Select(name => environment[name]).OfType<string>().FirstOrDefault(reference => reference.StartsWith(TagPrefix, StringComparison.Ordinal))
            is { } tag
            ? tag[TagPrefix.Length..]
            : Names.Select(name => environment[name]).FirstOrDefault(name => !string.IsNullOrEmpty(name));
}
