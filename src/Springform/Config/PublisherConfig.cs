namespace Springform.Config;

/// <summary>A command that runs on this machine once the release is public: it uploads files elsewhere, pushes a tap, announces the version.</summary>
public sealed record PublisherConfig
{
    /// <summary>What it is called in output, in the journal and in its log.</summary>
    [Required]
    public string Name { get; init; } = "";

    /// <summary>
    /// The command: a list of arguments, or one string for a shell, with templates of the release; with <c>files</c> also those of the file. It runs in the
    /// folder of springform.yaml.
    /// </summary>
    [Required]
    public CommandLine Run { get; init; } = new();

    /// <summary>
    /// Globs of names in dist/: the command runs once for each file that fits, and each glob must fit at least one; what one with a leading ! matches is left
    /// out. Default: the command runs once for the whole release.
    /// </summary>
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>Environment; values may use the same templates as the command.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Names of environment variables whose values are secret: they must be set before the build starts, with at least 4 characters, and are masked in the
    /// output. The command gets these, and no other secret that springform.yaml declares, nor the tokens of GitHub and of registries.
    /// </summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>
    /// For which releases it runs: stable, that of a tag; prerelease, that of a tag whose version has a hyphen, such as 1.4.0-rc.1; nightly and development,
    /// those of --channel.
    /// </summary>
    [OneOf("stable", "prerelease", "nightly", "development")]
    public IReadOnlyList<string> Channels { get; init; } = ["stable"];

    /// <summary>How long each run may take: 90s, 15m, 1h; 0 for ever. What it started is ended with it.</summary>
    public string Timeout { get; init; } = "15m";
}
