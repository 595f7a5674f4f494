namespace Springform.Config;

/// <summary>The archive of all platforms.</summary>
public sealed record AllPlatformsConfig
{
    /// <summary>Its file name, with the ending of an archive.</summary>
    [Shorthand]
    [Required]
    public string Archive { get; init; } = "";

    /// <summary>
    /// Globs of files that are the same for every platform, such as headers: they are in it once, at their own path, and not below <c>lib/PLATFORM/</c>.
    /// </summary>
    public IReadOnlyList<string> Shared { get; init; } = [];
}
