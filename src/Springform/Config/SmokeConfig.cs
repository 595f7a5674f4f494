namespace Springform.Config;

/// <summary>How the packaged artifacts are loaded in bare base images; also written as its list of commands alone.</summary>
public sealed record SmokeConfig
{
    /// <summary>Names of <c>bases</c>. Default: every declared base whose glibc is at least that of the target's base.</summary>
    public IReadOnlyList<string> Bases { get; init; } = [];

    /// <summary>Commands; they start in the folder where the target's archives were unpacked, network off. Default: each executable with --version.</summary>
    [Shorthand]
    public IReadOnlyList<CommandLine> Run { get; init; } = [];

    /// <summary>How long each command, and the default test as a whole, may run: 90s, 15m, 1h; 0 for ever. Default: the target's, else the project's.</summary>
    public string? Timeout { get; init; }

    /// <summary>
    /// Why this target's artifacts are not started before a release; shown wherever it says what runs where. Without it, a target that no base can start is an
    /// error.
    /// </summary>
    public string? Skip { get; init; }

    /// <summary>
    /// Globs, in the unpacked archives, of shared objects that do not load on their own: plugins of a program, parts for libraries that a bare base lacks.
    /// </summary>
    public IReadOnlyList<string> Except { get; init; } = [];
}
