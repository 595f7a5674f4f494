using Springform.Config;
using Springform.Config.Switches;
using Springform.Machine;
using Springform.Pipeline;
using Springform.Plan;
using Springform.Reporting;
using Springform.Tests.EndToEnd;

namespace Springform.Tests.Pipeline;

/// <summary>
/// Plan, what is left of it to do and what of it is staged are replaced together: a team's own task may have looked at them before the bases were resolved.
/// </summary>
public sealed class PlannedAgainTests : IDisposable
{
    private readonly PlainProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public void What_was_asked_for_before_the_bases_were_resolved_is_not_kept()
    {
        project.File("springform.lock", "images: {}\n");
        project.Commit();
        var context = Context();
        context.Work.Artifacts.ShouldAllBe(artifact => artifact.Key.IsPending);
        context.Work.Commands.ShouldNotBeEmpty();
        var staged = context.Staged;

        foreach (var planned in context.Plan.PendingBases.ToList())
            context.Pins.Set(planned, new BasePin(BaseSource.Registry, "sha256:" + new string('2', 64)));
        context.PlanAgain();

        context.Plan.PendingBases.ShouldBeEmpty();
        context.Work.Artifacts.ShouldBe(context.Plan.Artifacts);
        context.Work.Artifacts.ShouldAllBe(artifact => !artifact.Key.IsPending);
        context.Staged.ShouldNotBeSameAs(staged);
    }

    private BuildContext Context()
    {
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null, colours: false);
        return new BuildContext(
            CakeParts.Context(),
            new RunSettings(
                new Options(),
                project.Folder,
                new ConfigAhead(project.Folder),
                null,
                terminal,
                ProcessEnvironment.Current(),
                TimeProvider.System,
                TestContext.Current.CancellationToken
            )
        );
    }
}
