namespace Springform.Config;

/// <summary>Where recipe results are shared beyond tools-cache/.</summary>
public sealed record CacheConfig
{
    /// <summary>An OCI repository that holds recipe results by key, e.g. ghcr.io/owner/project-cache.</summary>
    public string? Registry { get; init; }
}
