namespace Springform.Config;

/// <summary>How mmdebstrap makes a base image from the distribution's mirror.</summary>
public sealed record MirrorConfig
{
    /// <summary>Debian suite, e.g. bookworm.</summary>
    [Required]
    [Shorthand]
    public string Suite { get; init; } = "";

    /// <summary>Also the suite's -updates and -security. Off for an old release, of which mirrors hold no longer all.</summary>
    public bool Updates { get; init; } = true;

    /// <summary>Packages beside the minimal set.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];
}
