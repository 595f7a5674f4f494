namespace Springform.Config;

/// <summary>Targets as combinations, named base-arch[-variant], e.g. debian12-arm64.</summary>
public sealed record MatrixConfig
{
    /// <summary>Names of <c>bases</c>.</summary>
    [Required]
    public IReadOnlyList<string> Base { get; init; } = [];

    /// <summary>Platforms as Docker spells them, e.g. linux/amd64.</summary>
    [Required]
    public IReadOnlyList<string> Platform { get; init; } = [];

    /// <summary>Variants by name: settings on top of the combination's.</summary>
    public IReadOnlyDictionary<string, VariantConfig> Variant { get; init; } = new Dictionary<string, VariantConfig>();

    /// <summary>Combinations to leave out.</summary>
    public IReadOnlyList<MatrixCell> Exclude { get; init; } = [];

    /// <summary>Settings added to the combinations they match; one that matches none is an error.</summary>
    public IReadOnlyList<MatrixInclude> Include { get; init; } = [];
}

/// <summary>What a variant adds to each combination of base and platform.</summary>
public sealed record VariantConfig
{
    /// <summary>The bases that have it. Default: all of the matrix.</summary>
    public IReadOnlyList<string>? Base { get; init; }

    /// <summary>The platforms that have it. Default: all of the matrix.</summary>
    public IReadOnlyList<string>? Platform { get; init; }

    /// <summary>The Python that its wheels are for, e.g. cp311, cp39-abi3, pp39. Default with <c>wheels</c>: the variant's name.</summary>
    public string? Python { get; init; }

    /// <summary><c>{suffix}</c> in templates, e.g. -debug.</summary>
    public string? Suffix { get; init; }

    /// <summary>Environment of the variant's commands; values may use templates.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();
}

/// <summary>Combinations of a matrix: those that have all of what is given here.</summary>
public sealed record MatrixCell
{
    /// <summary>A name of the matrix's bases. Default: any.</summary>
    public string? Base { get; init; }

    /// <summary>One of the matrix's platforms. Default: any.</summary>
    public string? Platform { get; init; }

    /// <summary>A name of the matrix's variants. Default: any.</summary>
    public string? Variant { get; init; }
}

/// <summary>Settings for the combinations of a matrix that have the base, platform and variant given here.</summary>
public sealed record MatrixInclude
{
    /// <summary>A name of the matrix's bases. Default: any.</summary>
    public string? Base { get; init; }

    /// <summary>One of the matrix's platforms. Default: any.</summary>
    public string? Platform { get; init; }

    /// <summary>A name of the matrix's variants. Default: any.</summary>
    public string? Variant { get; init; }

    /// <summary>The platform that commands run on, instead of the project's <c>build_platform</c>.</summary>
    public string? BuildPlatform { get; init; }

    /// <summary><c>{suffix}</c> in templates, instead of the variant's.</summary>
    public string? Suffix { get; init; }

    /// <summary>Environment added to the variant's; values may use templates.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>Test commands instead of the project's.</summary>
    public IReadOnlyList<TestConfig>? Test { get; init; }

    /// <summary>Timeout of these targets' commands, tests and load tests instead of the project's.</summary>
    public string? Timeout { get; init; }

    /// <summary>Memory of these targets' containers instead of the project's.</summary>
    public string? Memory { get; init; }

    /// <summary>Processes and threads of these targets' containers instead of the project's.</summary>
    public int? Pids { get; init; }

    /// <summary>How this target's artifacts are loaded, instead of the project's way.</summary>
    public SmokeConfig? Smoke { get; init; }

    /// <summary>ABI policy instead of the project's.</summary>
    public AbiConfig? Abi { get; init; }
}
