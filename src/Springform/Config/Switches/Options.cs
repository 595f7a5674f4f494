namespace Springform.Config.Switches;

/// <summary>The switches of one run, from the command line and the environment; <see cref="OptionTable"/> says what each is for.</summary>
public sealed record Options
{
    /// <summary>They need what they install, and nothing of dist/.</summary>
    internal static IReadOnlyList<string> DeployTasks { get; } = ["Deploy", "DeployPlan"];

    /// <summary>--project or --working: the folder of springform.yaml, relative to the caller's. Null: the current one.</summary>
    public string? Project { get; init; }

    /// <summary>--only: names or globs of targets. Empty: all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>--from: folders of parts, relative to the caller's.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>--skip: names of steps that are left out.</summary>
    public IReadOnlyList<string> Skip { get; init; } = [];

    /// <summary>--help</summary>
    public bool Help { get; init; }

    /// <summary>--snapshot</summary>
    public bool Snapshot { get; init; }

    /// <summary>--engine: docker or podman. Null: what is found.</summary>
    public string? Engine { get; init; }

    /// <summary>--provision</summary>
    public bool Provision { get; init; }

    /// <summary>--no-cache: nothing cached is used, what is built is cached anew.</summary>
    public bool NoCache { get; init; }

    /// <summary>--no-cache or SKIP_TOOLS_CACHE=1: recipes are built again, and their cache is refreshed.</summary>
    public bool NoToolsCache { get; init; }

    /// <summary>TOOLS_CACHE_HIT: what a CI cache action says about tools-cache/. Null: it said nothing. A hit is verified all the same.</summary>
    public bool? ToolsCacheHit { get; init; }

    /// <summary>--explain</summary>
    public bool Explain { get; init; }

    /// <summary>--keep-failures</summary>
    public bool KeepFailures { get; init; }

    /// <summary>--parallelism: legs at a time, 1 to 256. Null: as many as there are processors.</summary>
    public int? Parallelism { get; init; }

    /// <summary>--file: what AbiReport looks at.</summary>
    public string? File { get; init; }

    /// <summary>--policy: one that <see cref="Springform.Names.AbiTerms"/> knows.</summary>
    public string? Policy { get; init; }

    /// <summary>--offline</summary>
    public bool Offline { get; init; }

    /// <summary>--output</summary>
    public OutputFormat Output { get; init; }

    /// <summary>--channel: stable, nightly or development.</summary>
    public string Channel { get; init; } = "stable";

    /// <summary>--platform: what Fetch is for, as Docker spells it. Empty: this machine.</summary>
    public IReadOnlyList<string> Platforms { get; init; } = [];

    /// <summary>--origin: auto, binary or source.</summary>
    public string Origin { get; init; } = "auto";

    /// <summary>--language: what FetchClient writes; null: it was not given.</summary>
    public string? Language { get; init; }

    /// <summary>--graph-format: mermaid or dot.</summary>
    public string GraphFormat { get; init; } = "mermaid";

    /// <summary>--shell: whose completion is printed; null: it was not given.</summary>
    public string? Shell { get; init; }

    /// <summary>--pins: images, fetch, actions, or a pin of springform.yaml.</summary>
    public string Pins { get; init; } = "images";

    /// <summary>--to: what a pin gets.</summary>
    public string? To { get; init; }

    /// <summary>--ci: github, gitlab or circleci.</summary>
    public string Ci { get; init; } = "github";

    /// <summary>--ci was given.</summary>
    public bool IsCiGiven { get; init; }

    /// <summary>--yes: Init asks nothing.</summary>
    public bool Yes { get; init; }

    /// <summary>--replace-existing</summary>
    public bool ReplaceExisting { get; init; }

    /// <summary>--container: instead of the one that the configuration names. Null: that one.</summary>
    public string? Container { get; init; }

    /// <summary>--allow-downgrade</summary>
    public bool AllowDowngrade { get; init; }

    /// <summary>FORCE_COPY=1: Deploy copies files too that are there already.</summary>
    public bool ForceCopy { get; init; }

    /// <summary>BUILD_IN_CONTAINER=false of a run that only deploys: its commands run on this machine.</summary>
    public bool BuildsOnHost { get; init; }

    /// <summary>EXT_VERSION_OVERRIDE: the version of the extension that Deploy installs. Null: as the configuration says.</summary>
    public string? ExtensionVersion { get; init; }

    /// <summary>NO_COLOR, set to anything but nothing (no-color.org).</summary>
    public bool NoColor { get; init; }

    /// <summary>--target: Cake's tasks, in the order given. Empty: the host's default.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Cake's own switches, <see cref="Targets"/> among them: handed on to Cake.</summary>
    public IReadOnlyList<string> CakeArguments { get; init; } = [];

    /// <summary>The task was asked for by name, not as a dependency.</summary>
    public bool IsRequested(string task) => Targets.Contains(task, StringComparer.OrdinalIgnoreCase);
}
