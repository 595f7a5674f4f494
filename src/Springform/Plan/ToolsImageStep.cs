using Springform.Names;

namespace Springform.Plan;

/// <summary>The image whose layers are the recipes' results.</summary>
/// <param name="Reference">tag by content key; the one steps use</param>
/// <param name="FriendlyTag">moved onto it after success</param>
public sealed record ToolsImageStep(string Platform, string Reference, string FriendlyTag, IReadOnlyList<string> RecipeIds, StepKey Key) : IStep
{
    public string Id => $"tools-{Names.Platform.Of(Platform).Debian}";

    public string Task => "ToolsImage";
}
