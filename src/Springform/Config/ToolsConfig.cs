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
