using Cake.Core;
using Cake.Frosting;

namespace FrostingProbe;

public sealed class ProbeLifetime : FrostingLifetime<ProbeContext>
{
    private int calls;

    public override void Setup(ProbeContext context, ISetupContext info) => context.Say($"setup {++calls} for {info.TargetTask.Name}");

    public override void Teardown(ProbeContext context, ITeardownContext info) => context.Say($"teardown {++calls} successful={info.Successful}");
}
