namespace Springform.Config;

/// <summary>Where results are shared with other machines: of recipes, commands, tests and trials.</summary>
public sealed record CacheConfig
{
    /// <summary>An OCI repository that holds results by key, e.g. ghcr.io/owner/project-cache.</summary>
    public string? Registry { get; init; }

    /// <summary>
    /// Who stores results there: auto, a CI job for a tag or for a protected branch, and nobody else; always; never. Everybody reads.
    /// </summary>
    [OneOf("auto", "always", "never")]
    public string Push { get; init; } = "auto";
}
