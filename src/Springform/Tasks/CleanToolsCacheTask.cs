using Cake.Frosting;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>Removes the blobs of tools-cache/. The next build makes or fetches them anew.</summary>
[TaskName("CleanToolsCache")]
[TaskDescription("Removes tools-cache/")]
public sealed class CleanToolsCacheTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.ToolsCache.Clear();
}
