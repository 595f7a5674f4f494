using Cake.Frosting;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Verifies tools-cache/ and builds the recipes that are missing there, each on its own; makes the image of them when a builder needs it or it was
/// asked for. Takes Plan.Recipes, adds blobs. E401 a recipe fails, E404 it leaves the wrong files.
/// </summary>
[TaskName("ToolsImage")]
[TaskDescription("Builds external tools, one verified cache blob per recipe and architecture, and the image of them")]
[IsDependentOn(typeof(BaseImagesTask))]
public sealed class ToolsImageTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var built = await context.Images.BuildRecipesAsync(context.Plan, context.Work.Recipes, context.Cancellation);
        if (context.Plan.Recipes.Count > 0)
            context.Summary.Note("ToolsImage", $"{context.Plan.Recipes.Count - built} cached, {built} built");
        if (context.Options.IsRequested("ToolsImage"))
        {
            await context.Images.EnsureToolsImagesAsync(context.Plan, context.Cancellation);
        }
    }
}
