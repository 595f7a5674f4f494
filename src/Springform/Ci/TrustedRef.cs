using Springform.Machine;

namespace Springform.Ci;

/// <summary>
/// Whether a CI job builds what maintainers let in: a tag, or a branch that is protected. A job for a pull request never does, whichever branch it names.
/// Source: "Variables reference" of GitHub Actions (GITHUB_REF_PROTECTED) and "Predefined CI/CD variables" of GitLab (CI_COMMIT_REF_PROTECTED), 2026-11.
/// </summary>
internal static class TrustedRef
{
    private static readonly string[] Protected = ["GITHUB_REF_PROTECTED", "CI_COMMIT_REF_PROTECTED"];

    public static bool IsBuilt(ProcessEnvironment environment) =>
        !IsForPullRequest(environment) && (StartedFor.Tag(environment) is not null || Protected.Any(name => environment[name] == "true"));

    // pull_request_target runs for the branch that a request is for, which is protected, and may have checked out anybody's code.
    private static bool IsForPullRequest(ProcessEnvironment environment) =>
        environment["GITHUB_EVENT_NAME"]?.StartsWith("pull_request", StringComparison.Ordinal) == true
        || !string.IsNullOrEmpty(environment["CI_MERGE_REQUEST_IID"]);
}
