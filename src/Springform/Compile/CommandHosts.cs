using Springform.Engine;
using Springform.Files;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>Where the commands of a builder run: in containers of it, or right here when this process runs inside of it.</summary>
/// <param name="project">its name, for the volumes of caches</param>
/// <param name="onHost">right here, whatever the builder is</param>
internal sealed class CommandHosts(
    IContainerEngine engine,
    ProcessRunner processes,
    ProjectFolders folders,
    string project,
    TimeProvider clock,
    bool onHost = false
)
{
    public ICommandHost Of(BuilderStep builder) =>
        onHost || InPlaceHost.IsInside(builder, processes.Environment)
            ? new InPlaceHost(processes, folders.Scratch, clock)
            : new ContainerHost(engine, project);
}
