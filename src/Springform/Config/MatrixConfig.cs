namespace Springform.Config;

/// <summary>Targets named base-arch[-variant], e.g. debian12-arm64.</summary>
public sealed record MatrixConfig
{
    /// <summary>Names of <c>bases</c>.</summary>
    [Required]
    public IReadOnlyList<string> Base { get; init; } = [];

    [Required]
    public IReadOnlyList<string> Platform { get; init; } = [];

    /// <summary>Variants by name: settings on top of the combination's.</summary>
    public IReadOnlyDictionary<string, VariantConfig> Variant { get; init; } = new Dictionary<string, VariantConfig>();

    /// <summary>Combinations to leave out.</summary>
    public IReadOnlyList<MatrixCell> Exclude { get; init; } = [];

    /// <summary>Settings added to the combinations they match; one that matches none is an error.</summary>
    public IReadOnlyList<MatrixInclude> Include { get; init; } = [];
}

public sealed record VariantConfig
{
    public string? Suffix { get; init; }

    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();
}

/// <summary>A combination; what is left out matches anything.</summary>
public sealed record MatrixCell
{
    public string? Base { get; init; }

    public string? Platform { get; init; }

    public string? Variant { get; init; }
}

public sealed record MatrixInclude
{
    public string? Base { get; init; }

    public string? Platform { get; init; }

    public string? Variant { get; init; }

    public string? Suffix { get; init; }

    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<CommandLine>? Test { get; init; }

    public SmokeConfig? Smoke { get; init; }
}
