namespace Springform.Workflows;

/// <summary>A system that runs workflows.</summary>
/// <param name="Name">as --ci has it</param>
/// <param name="Path">where it looks for the workflow, from the top of the repository</param>
/// <param name="Runner">the machine of a leg where springform.yaml names none</param>
/// <param name="Free">keys whose values are the user's: triggers, runners, time limits</param>
/// <remarks>
/// Sources: "Workflow syntax for GitHub Actions", "CI/CD YAML syntax reference" of GitLab, "Configuration reference" of CircleCI, 2026-11.
/// </remarks>
internal sealed record CiSystem(string Name, string Path, string Runner, IReadOnlySet<string> Free)
{
    public static readonly CiSystem GitHub = new(
        "github",
        ".github/workflows/springform.yml",
        "ubuntu-24.04",
        new HashSet<string> { "on", "runs-on", "timeout-minutes" }
    );

    public static readonly CiSystem GitLab = new(
        "gitlab",
        ".gitlab-ci.yml",
        "saas-linux-small-amd64",
        new HashSet<string> { "workflow", "tags", "timeout", "image", "services" }
    );

    public static readonly CiSystem CircleCi = new(
        "circleci",
        ".circleci/config.yml",
        "medium",
        new HashSet<string> { "filters", "machine", "runner", "limit", "context" }
    )
    {
        HasTrustedIdentity = false,
    };

    /// <summary>An index takes the identity of its jobs in place of a password (PyPI, "Adding a trusted publisher").</summary>
    public bool HasTrustedIdentity { get; private init; } = true;

    public static IReadOnlyList<CiSystem> All { get; } = [GitHub, GitLab, CircleCi];

    /// <param name="name">one that --ci takes</param>
    public static CiSystem Of(string name) => All.Single(system => system.Name == name);
}
