using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>Collects the images that wheels are tried in, each once per base and platform. Lives as long as one planning.</summary>
internal sealed class RuntimeImages(ImagePlanner images, string stage, ToolsImageStep? tools)
{
    private readonly Dictionary<(string Base, string Platform), BuilderStep> used = [];

    /// <summary>In the order of first use.</summary>
    public IReadOnlyList<BuilderStep> Used => [.. used.Values];

    public BuilderStep Of(string baseName, string platform) =>
        used.TryGetValue((baseName, platform), out var image) ? image : used[(baseName, platform)] = images.Runtime(baseName, platform, stage, tools);
}
