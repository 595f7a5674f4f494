namespace Springform.Config;

/// <summary>One combination of platform, base and variant; also written as its platform alone.</summary>
public sealed record TargetConfig
{
    /// <summary>
    /// What the artifact runs on: linux/amd64, linux/arm64, windows/amd64, darwin/arm64. Windows and macOS need a <c>build_platform</c>; their artifacts are
    /// loaded nowhere, and the project's <c>abi</c> and <c>smoke</c> are not for them.
    /// </summary>
    [Required]
    [Shorthand]
    public string Platform { get; init; } = "";

    /// <summary>A name of <c>bases</c>: what it is compiled on, given to the builder's Dockerfile as BASE_IMAGE.</summary>
    public string? Base { get; init; }

    /// <summary>The platform that its commands run on, instead of the project's <c>build_platform</c>.</summary>
    public string? BuildPlatform { get; init; }

    /// <summary><c>{variant}</c> in templates.</summary>
    public string? Variant { get; init; }

    /// <summary>The Python that its wheel is for, e.g. cp311, cp39-abi3, pp39. Default with <c>wheels</c>: the variant.</summary>
    public string? Python { get; init; }

    /// <summary><c>{suffix}</c> in templates, e.g. -aarch64.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>Environment of this target's commands; values may use templates.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>Test commands instead of the project's.</summary>
    public IReadOnlyList<TestConfig>? Test { get; init; }

    /// <summary>Timeout of this target's commands, tests and load tests instead of the project's.</summary>
    public string? Timeout { get; init; }

    /// <summary>Memory of this target's containers instead of the project's.</summary>
    public string? Memory { get; init; }

    /// <summary>Processes and threads of this target's containers instead of the project's.</summary>
    public int? Pids { get; init; }

    /// <summary>How this target's artifacts are loaded, instead of the project's way.</summary>
    public SmokeConfig? Smoke { get; init; }

    /// <summary>ABI policy instead of the project's.</summary>
    public AbiConfig? Abi { get; init; }
}
