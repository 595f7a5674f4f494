namespace Springform.Config;

/// <summary>How mmdebstrap makes a base image from the distribution's mirror.</summary>
public sealed record MirrorConfig
{
    /// <summary>Debian suite, e.g. bookworm.</summary>
    [Required]
    [Shorthand]
    public string Suite { get; init; } = "";

    /// <summary>Packages beside the minimal set.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];
}
