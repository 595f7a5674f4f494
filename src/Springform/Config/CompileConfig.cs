namespace Springform.Config;

/// <summary>One command in the builder, in a private copy of its inputs.</summary>
public sealed record CompileConfig
{
    /// <summary>Shown in logs; default: the command's first word.</summary>
    public string? Name { get; init; }

    /// <summary>The command: a list of arguments, or one string for a shell.</summary>
    [Required]
    public CommandLine Run { get; init; } = new();

    /// <summary>
    /// Globs of the files it may see; each must match at least one; what one with a leading ! matches is left out. Default: all that git tracks, and what is
    /// untracked but not ignored, without springform.yaml: what matters of it to a command is in the command's key.
    /// </summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>
    /// Globs of what it makes; each must match at least one file; what one with a leading ! matches is left out. Later commands of the target see them.
    /// </summary>
    [Required]
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>
    /// Environment; values may use templates such as <c>{version}</c>. The target's own wins. SOURCE_DATE_EPOCH is 315532800, 1980-01-01, unless it is set here
    /// or at the target: <c>"{source_date_epoch}"</c> is the commit's time, with which each commit compiles anew.
    /// </summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Names of environment variables whose values are secret: handed through, not part of the key, masked in logs, not allowed in outputs. Each must be set
    /// and have at least 4 characters.
    /// </summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Cache volumes: name to absolute container path. What is in them is not part of the key.</summary>
    public IReadOnlyDictionary<string, string> Caches { get; init; } = new Dictionary<string, string>();

    /// <summary>The command may use the network.</summary>
    public bool Network { get; init; }

    /// <summary>How long it may run: 90s, 15m, 1h; 0 for ever. Default: the target's, else the project's.</summary>
    public string? Timeout { get; init; }

    /// <summary>Run once for all targets, in the builder of the first one, instead of once for each; templates are then those of the project.</summary>
    public bool Once { get; init; }

    /// <summary>
    /// The outputs are files that git tracks, such as generated code: they must be, byte for byte, what the work tree has. The command does not see them. Goes
    /// with <c>once</c>.
    /// </summary>
    public bool Tracked { get; init; }
}
