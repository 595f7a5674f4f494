namespace Springform.Config;

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
