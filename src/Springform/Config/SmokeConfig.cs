namespace Springform.Config;

/// <summary>A trial of the packaged artifact in a bare base image; also written as its list of commands alone.</summary>
public sealed record SmokeConfig
{
    /// <summary>A name of <c>bases</c>. Default: the target's base, else the only one there is.</summary>
    public string? Base { get; init; }

    /// <summary>Commands; they start in the folder where the target's archives were unpacked, network off.</summary>
    [Required]
    [Shorthand]
    public IReadOnlyList<CommandLine> Run { get; init; } = [];
}
