using Cake.Frosting;
using Springform.Facts;
using Springform.Init;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Writes the first springform.yaml of a repository, its builder/Dockerfile and what is missing in .gitignore, from what its files tell. Overwrites nothing.
/// E126 there is a springform.yaml, E127 nothing tells how it is built.
/// </summary>
[TaskName("Init")]
[TaskDescription("Writes a first springform.yaml and a builder for this repository")]
public sealed class InitTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        foreach (
            var line in await new NewProject(context.Folders.Root, new GitCommand(context.Processes, context.Folders.Root, context.Cancellation)).WriteAsync()
        )
        {
            context.Run.Terminal.Line($"    {line}");
        }

        context.Summary.Note("Init", "springform.yaml is ready");
    }
}
