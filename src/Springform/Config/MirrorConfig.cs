namespace Springform.Config;

public sealed record MirrorConfig
{
    /// <summary>Debian suite, e.g. bookworm.</summary>
    [Required]
    [Shorthand]
    public string Suite { get; init; } = "";

    /// <summary>Packages beside the minimal set.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];
}
