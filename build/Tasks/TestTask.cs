using Build.Testing;
using Cake.Frosting;
using Springform.Pipeline;

namespace Build.Tasks;

/// <summary>
/// Builds and runs this repository's test projects, all of them even when one fails. With --provision what they need is installed first. E402 when a test
/// failed, or none ran; E303.
/// </summary>
[TaskName("Test")]
[TaskDescription("Runs this repository's tests: the fast ones, then those that need an engine")]
public sealed class TestTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Options.Provision)
        {
            await context.Machine.ProvisionAsync(TestMachine.Files, context.Cancellation);
        }
        else
        {
            TestMachine.Require(context.Processes.Environment, context.Terminal.Line);
        }

        var totals = await new TestRun(context.Processes, context.Terminal, context.Folders.Root, BuiltOn.Genuine).RunAsync(context.Cancellation);
        context.Summary.Note("Test", totals.ToString());
        totals.RequireSuccess();
    }
}
