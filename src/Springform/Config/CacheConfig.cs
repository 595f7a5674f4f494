namespace Springform.Config;

public sealed record CacheConfig
{
    /// <summary>An OCI repository that holds recipe results by key, e.g. ghcr.io/owner/project-cache.</summary>
    public string? Registry { get; init; }
}
