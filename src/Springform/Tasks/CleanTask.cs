using Cake.Frosting;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>Removes dist/ and stored results. Keeps tools-cache/ (CleanToolsCache removes it), pins and the engine's images.</summary>
[TaskName("Clean")]
[TaskDescription("Removes dist/ and the stored results of commands; keeps tools-cache/")]
public sealed class CleanTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        foreach (
            var folder in new[]
            {
                context.Folders.Dist,
                context.Folders.Results,
                context.Folders.Staging,
                context.Folders.Scratch,
                context.Folders.Generated,
                context.Folders.Logs,
            }
        )
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
