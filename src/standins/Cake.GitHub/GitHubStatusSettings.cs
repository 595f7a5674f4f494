namespace Cake.GitHub;

public class GitHubStatusSettings : GitHubSettingsBase
{
    public GitHubStatusState State { get; set; }

    /// <summary>Where the details are, e.g. the CI job's page.</summary>
    public string? TargetUrl { get; set; }

    public string? Description { get; set; }

    /// <summary>Tells this status apart from those of other systems, e.g. springform/publish.</summary>
    public string? Context { get; set; }
}
