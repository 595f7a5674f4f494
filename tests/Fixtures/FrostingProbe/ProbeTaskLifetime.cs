using Cake.Core;
using Cake.Frosting;

namespace FrostingProbe;

public sealed class ProbeTaskLifetime : FrostingTaskLifetime<ProbeContext>
{
    public override void Setup(ProbeContext context, ITaskSetupContext info) => context.Say($"before {info.Task.Name}");

    public override void Teardown(ProbeContext context, ITaskTeardownContext info) => context.Say($"after {info.Task.Name}");
}
