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
