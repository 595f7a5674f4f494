using Cake.Frosting;
using Springform.Pipeline;

namespace TeamProbe;

/// <summary>A task that no host can make: nobody registers what it needs.</summary>
public sealed class TeamTask(Unregistered needed) : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Terminal.Line($"{needed}");
}

public sealed class Unregistered { }
