namespace Springform.Config;

/// <summary>Where and how dist/ is released.</summary>
public sealed record ReleaseConfig
{
    /// <summary>Releases on GitHub or a GitHub Enterprise server; <c>{}</c> where every default fits.</summary>
    [Required]
    public GitHubConfig? Github { get; init; }
}
