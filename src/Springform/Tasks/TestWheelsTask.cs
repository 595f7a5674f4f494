using Cake.Frosting;
using Springform.Package;
using Springform.Pipeline;
using Springform.Wheels;

namespace Springform.Tasks;

/// <summary>
/// Installs, imports and tests each staged wheel on its base and every newer one that has its Python. Takes Plan.WheelTests, adds to the ledger what passed and
/// to the manifest where it runs. E422.
/// </summary>
[TaskName("TestWheels")]
[TaskDescription("Installs and imports each wheel in a bare image of its base and of newer ones")]
[IsDependentOn(typeof(LoadTestTask))]
public sealed class TestWheelsTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Plan.WheelTests.Count == 0)
            return;
        if (context.Work.WhyStale is null)
        {
            context.Summary.Note("TestWheels", "dist/ is up to date");
            return;
        }

        var tests = new WheelTests(context.Plan, context.Staged, context.SharedResults, context.Engine, context.Images, context.Legs, context.Options.NoCache);
        var run = await tests.RunAsync(context.Cancellation);
        new RunsOn(context.Staged, context.Terminal, context.Actions).Show(context.Staged.NotStarted);
        tests.Lines().ToList().ForEach(line => context.Terminal.Line($"    {line}"));
        context.Summary.Note("TestWheels", $"{run} run, {context.Plan.WheelTests.Count(test => test.ImageId is not null)} passed");
    }
}
