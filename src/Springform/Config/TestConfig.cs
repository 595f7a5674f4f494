namespace Springform.Config;

/// <summary>A test command; also written as the command alone. It has the environment and the caches of the commands of compile.</summary>
public sealed record TestConfig
{
    /// <summary>The command: a list of arguments, or one string for a shell.</summary>
    [Required]
    [Shorthand]
    public CommandLine Run { get; init; } = new();

    /// <summary>How long it may run: 90s, 15m, 1h; 0 for ever. Default: the target's, else the project's.</summary>
    public string? Timeout { get; init; }
}
