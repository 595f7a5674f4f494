namespace Springform.Config;

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
