namespace Springform.Config;

/// <summary>How mmdebstrap makes a base image from the distribution's mirror.</summary>
public sealed record MirrorConfig
{
    /// <summary>Debian suite, e.g. bookworm.</summary>
    [Required]
    [Shorthand]
    public string Suite { get; init; } = "";

    /// <summary>Parts of the archive beside the suite itself. Default: both; fewer where a mirror no longer has them for all platforms.</summary>
    [OneOf("updates", "security")]
    public IReadOnlyList<string> Pockets { get; init; } = Plan.PlannedBase.AllPockets;

    /// <summary>Packages beside the minimal set.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];
}
