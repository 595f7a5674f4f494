using Cake.Core;
using Cake.Frosting;
using Springform.Engine;
using Springform.Pipeline;

namespace Springform.Hosting;

/// <summary>Once per run: the project's lock, provisioning, and what must be put back in order at the end.</summary>
public sealed class ProjectLifetime(RunSettings run) : FrostingLifetime<BuildContext>, IDisposable
{
    /// <summary>Tasks that only look: they may run beside a build, and in a folder without write access.</summary>
    private static readonly IReadOnlyList<string> Readers = ["Plan", "Check", "Doctor"];

    private ProjectLock? held;

    public override void Setup(BuildContext context, ISetupContext info)
    {
        if (run.Options.Targets.All(target => Readers.Contains(target, StringComparer.OrdinalIgnoreCase)) && !run.Options.Provision)
        {
            return;
        }

        held = ProjectLock.Acquire(context.Folders);
    }

    public override void Teardown(BuildContext context, ITeardownContext info)
    {
        context.Hasher.Save();
        if (info.Successful)
        {
            foreach (var line in context.Summary.Lines(context.DistFiles()))
            {
                run.Terminal.Line(line);
            }
        }

        Dispose();
    }

    public void Dispose()
    {
        held?.Dispose();
        held = null;
    }
}
