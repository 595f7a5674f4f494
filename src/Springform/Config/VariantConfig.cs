namespace Springform.Config;

/// <summary>What a variant adds to each combination of base and platform.</summary>
public sealed record VariantConfig
{
    /// <summary><c>{suffix}</c> in templates, e.g. -debug.</summary>
    public string? Suffix { get; init; }

    /// <summary>Environment of the variant's commands; values may use templates.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();
}
