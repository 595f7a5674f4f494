using Springform.Reporting;

namespace Springform.Tests.Reporting;

public sealed class LegTableTests
{
    [Fact]
    public void A_tick_that_comes_after_the_end_draws_nothing()
    {
        using var screen = new StringWriter();
        var clock = new LateClock();
        var table = new LegTable(new Terminal(screen, TextWriter.Null, colours: true) { IsInteractive = true }, clock, ["one"], "compile");
        clock.Tick();
        screen.ToString().ShouldContain("one");
        table.Dispose();
        var drawn = screen.ToString();

        clock.Tick();

        screen.ToString().ShouldBe(drawn);
    }

    /// <summary>Its timers tick when a test says so, also after they were disposed of: as one does that was under way.</summary>
    private sealed class LateClock : TimeProvider
    {
        public Action Tick { get; private set; } = () => { };

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Tick = () => callback(state);
            return new NoTimer();
        }

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() { }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
