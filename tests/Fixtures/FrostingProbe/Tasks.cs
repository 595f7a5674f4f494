using Cake.Common;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Frosting;

namespace FrostingProbe;

public sealed class First : FrostingTask<ProbeContext>
{
    public override void Run(ProbeContext context) => context.Say("first runs");
}

[TaskName("second")]
[TaskDescription("Runs after First.")]
[IsDependentOn(typeof(First))]
public sealed class SecondTask : AsyncFrostingTask<ProbeContext>
{
    public override async Task RunAsync(ProbeContext context)
    {
        await Task.Yield();
        context.Say("second runs");
    }
}

/// <summary>Runs before the second task although that does not know it.</summary>
[IsDependeeOf(typeof(SecondTask))]
public sealed class Hook : FrostingTask<ProbeContext>
{
    public override void Run(ProbeContext context) => context.Say("hook runs");
}

public sealed class Skipped : FrostingTask<ProbeContext>
{
    public override bool ShouldRun(ProbeContext context) => context.HasArgument("unskip");

    public override void Run(ProbeContext context) => context.Say("skipped runs");
}

[IsDependentOn(typeof(Skipped))]
public sealed class AfterSkipped : FrostingTask<ProbeContext>
{
    public override void Run(ProbeContext context) => context.Say("after skipped");
}

public sealed class Swallowing : FrostingTask<ProbeContext>
{
    public override void Run(ProbeContext context) => throw new InvalidOperationException("thrown");

    public override void OnError(Exception exception, ProbeContext context) => context.Say("swallowed " + exception.Message);

    public override void Finally(ProbeContext context) => context.Say("finally");
}

[ContinueOnError]
public sealed class Continuing : FrostingTask<ProbeContext>
{
    public override void Run(ProbeContext context) => throw new InvalidOperationException("thrown");
}

public sealed class Failing : FrostingTask<ProbeContext>
{
    public override void Run(ProbeContext context) => throw new InvalidOperationException("thrown");
}

[IsDependentOn(typeof(Continuing))]
public sealed class AfterContinuing : FrostingTask<ProbeContext>
{
    public override void Run(ProbeContext context) => context.Say("after continuing");
}

/// <summary>Its context is not the host's.</summary>
public sealed class Misfit : FrostingTask<MisfitContext> { }

public sealed class MisfitContext(ICakeContext context) : FrostingContext(context) { }

internal sealed class Unexported : FrostingTask<ProbeContext> { }

/// <summary>Shows what the host was given.</summary>
public sealed class Show : FrostingTask<ProbeContext>
{
    public override void Run(ProbeContext context)
    {
        context.Say("folder " + context.Environment.WorkingDirectory.GetDirectoryName());
        context.Say("tools " + context.Configuration.GetValue("Paths_Tools"));
        context.Say("setting " + context.Configuration.GetValue("Probe_Setting"));
        context.Say("argument " + string.Join(',', context.Arguments<string>("mine", [])));
    }
}
