using Springform.Names;

namespace Springform.Config;

/// <summary>springform.yaml: what a project is called, what it is built from, in and for, and what is shipped.</summary>
public sealed record ProjectConfig
{
    /// <summary>The project's name in lower case: <c>{name}</c> in templates, prefix of volumes and labels.</summary>
    [Required]
    public string Name { get; init; } = "";

    /// <summary>Where the version comes from: a literal, <c>{file: version.txt}</c> or <c>{tag: true}</c>.</summary>
    public VersionConfig Version { get; init; } = new();

    /// <summary>Base images by short name. A FROM that names one of their images gets its digest.</summary>
    public IReadOnlyDictionary<string, BaseConfig> Bases { get; init; } = new Dictionary<string, BaseConfig>();

    /// <summary>The platform that images run on while they compile, e.g. linux/amd64 for cross-compilation. Default: each target's own.</summary>
    public string? BuildPlatform { get; init; }

    /// <summary>External tools that are built from source and shipped or used.</summary>
    public ToolsConfig? Tools { get; init; }

    /// <summary>The image that the project is compiled in.</summary>
    public BuilderConfig? Builder { get; init; }

    /// <summary>Targets by name. Exclusive with matrix.</summary>
    public IReadOnlyDictionary<string, TargetConfig> Targets { get; init; } = new Dictionary<string, TargetConfig>();

    /// <summary>Targets as the product of bases, platforms and variants.</summary>
    public MatrixConfig? Matrix { get; init; }

    /// <summary>Commands in the builder image, in this order, per target.</summary>
    public IReadOnlyList<CompileConfig> Compile { get; init; } = [];

    /// <summary>Commands that must succeed in the builder image after compile, per target.</summary>
    public IReadOnlyList<TestConfig> Test { get; init; } = [];

    /// <summary>How long each command, test and load test may run: 90s, 15m, 1h; 0 for ever.</summary>
    public string Timeout { get; init; } = "60m";

    /// <summary>How much memory each container of a leg may use, swap included: 512MB, 4GiB. Default: what the engine has.</summary>
    public string? Memory { get; init; }

    /// <summary>How many processes and threads each container of a leg may have at once. Default: what the engine allows.</summary>
    public int? Pids { get; init; }

    /// <summary>
    /// How the unpacked artifacts are loaded in bare base images. Without it, targets with a base or a glibc policy are loaded in all bases that fit.
    /// </summary>
    public SmokeConfig? Smoke { get; init; }

    /// <summary>What the ELF files of the artifacts are held to.</summary>
    public AbiConfig? Abi { get; init; }

    /// <summary>The artifacts, per target.</summary>
    public IReadOnlyList<PackageConfig> Packages { get; init; } = [];

    /// <summary>Python wheels: one for each target that has a Python, and the source distribution.</summary>
    public WheelsConfig? Wheels { get; init; }

    /// <summary>Targets whose artifacts another machine makes by other means, by name; --target=Merge joins them.</summary>
    public IReadOnlyDictionary<string, PrebuiltConfig> Prebuilt { get; init; } = new Dictionary<string, PrebuiltConfig>();

    /// <summary>The archive of the shipped tools' sources and licences.</summary>
    public SourcesConfig Sources { get; init; } = new();

    /// <summary>An index of the archives for those who fetch them while they build; <c>{}</c> where every default fits.</summary>
    public FetchIndexConfig? FetchIndex { get; init; }

    /// <summary>A formula for Homebrew, NAME.rb in dist/, that installs programs from the archives for macOS and Linux.</summary>
    public FormulaConfig? Homebrew { get; init; }

    /// <summary>A manifest for Scoop, NAME.json in dist/, that installs programs from the archive for Windows.</summary>
    public FormulaConfig? Scoop { get; init; }

    /// <summary>Libraries that --target=Fetch gets from releases, by name.</summary>
    public IReadOnlyDictionary<string, FetchConfig> Fetch { get; init; } = new Dictionary<string, FetchConfig>();

    /// <summary>Where --target=Wrapper gets Springform for this repository.</summary>
    public WrapperConfig? Wrapper { get; init; }

    /// <summary>Names of the variables that have the logins of registries, by host: quay.io. Of <c>cache</c>, <c>builder</c> and images alike.</summary>
    public IReadOnlyDictionary<string, RegistryLoginConfig> Registries { get; init; } = new Dictionary<string, RegistryLoginConfig>();

    /// <summary>Where recipe results are shared beyond tools-cache/.</summary>
    public CacheConfig Cache { get; init; } = new();

    /// <summary>What of dist/ is signed, and by what.</summary>
    public IReadOnlyList<SignatureConfig> Signatures { get; init; } = [];

    /// <summary>Package repositories for apt and dnf, of this release's packages and of earlier ones.</summary>
    public RepositoriesConfig? Repositories { get; init; }

    /// <summary>Where dist/ is published. Without it, there is nothing to publish to.</summary>
    public ReleaseConfig? Release { get; init; }

    /// <summary>Commands that Publish runs once the release is public, in this order.</summary>
    public IReadOnlyList<PublisherConfig> Publishers { get; init; } = [];

    /// <summary>Values that several files repeat, by name: --target=CheckPins holds them together, --target=UpdatePins changes them everywhere.</summary>
    public IReadOnlyDictionary<string, PinConfig> Pins { get; init; } = new Dictionary<string, PinConfig>();

    /// <summary>How --target=Workflow writes the workflow of a CI system.</summary>
    public WorkflowConfig? Workflow { get; init; }

    /// <summary>Where --target=Deploy installs files of this build: a running container.</summary>
    public DeployConfig? Deploy { get; init; }

    /// <summary>Which tags are versions: as <see cref="VersionConfig.Tag"/> says, else as the release's own tag is spelled, else v1.2.3 and 1.2.3.</summary>
    internal TagPattern VersionTags =>
        Version.Tag is { } tag && tag != VersionConfig.AnyTag ? TagPattern.Of(tag)
        : Release?.Github?.Tag?.Replace("{name}", Name, StringComparison.Ordinal).Split("{version}") is [var before, var after]
        && !$"{before}{after}".Contains('{', StringComparison.Ordinal)
            ? TagPattern.Of($"{before}{TagPattern.Wildcard}{after}")
        : TagPattern.Default;
}
