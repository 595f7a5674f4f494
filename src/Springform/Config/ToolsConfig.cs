namespace Springform.Config;

/// <summary>The tools image: every recipe's result for every platform, in one image.</summary>
public sealed record ToolsConfig
{
    /// <summary>Friendly image name, e.g. perfspect-tools:v1.</summary>
    [Required]
    public string Image { get; init; } = "";

    /// <summary>A name of <c>bases</c>; given to each Dockerfile as the build argument BASE_IMAGE.</summary>
    public string? Base { get; init; }

    /// <summary>Platforms the tools are made for.</summary>
    public IReadOnlyList<string> Platforms { get; init; } = ["linux/amd64"];

    /// <summary>Recipes by tool name.</summary>
    [Required]
    public IReadOnlyDictionary<string, RecipeConfig> Recipes { get; init; } = new Dictionary<string, RecipeConfig>();
}

/// <summary>
/// One external tool. Its Dockerfile ends in a stage that holds <c>bin/&lt;arch&gt;/</c>, <c>source/&lt;tool&gt;/</c> and <c>licenses/&lt;tool&gt;/</c>;
/// it is given TARGETARCH (amd64), TOOL_ARCH (x86_64), TARGETPLATFORM, SOURCE_DATE_EPOCH and, where set, BASE_IMAGE.
/// </summary>
public sealed record RecipeConfig
{
    /// <summary>The folder that is the build context: its files are the recipe's key.</summary>
    [Required]
    [Shorthand]
    public string Context { get; init; } = "";

    /// <summary>Relative to the context.</summary>
    public string Dockerfile { get; init; } = "Dockerfile";

    /// <summary>Dockerfile stage; default: the last.</summary>
    public string? Stage { get; init; }

    /// <summary>Build arguments.</summary>
    public IReadOnlyDictionary<string, string> Args { get; init; } = new Dictionary<string, string>();

    /// <summary>Default: the platforms of tools.</summary>
    public IReadOnlyList<string>? Platforms { get; init; }

    /// <summary>RUN steps may use the network.</summary>
    public bool Network { get; init; } = true;

    /// <summary>How long its build may take, for each platform: 90s, 15m, 1h; 0 for ever.</summary>
    public string Timeout { get; init; } = "60m";

    /// <summary>Relative to the project.</summary>
    internal string DockerfilePath => $"{Context.TrimEnd('/')}/{Dockerfile}";
}
