using Springform.Compile;
using Springform.Errors;
using Springform.Machine;
using Springform.Reporting;

namespace Springform.Tests.Compile;

public sealed class LegsTests : IDisposable
{
    private readonly TemporaryFolder logs = new();
    private readonly RecordedLines terminal = new();

    public void Dispose() => logs.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_failed_leg_hides_no_other_and_every_problem_of_each_is_told(int parallelism)
    {
        var ended = new List<string>();

        var error = await Should.ThrowAsync<SpringformException>(() =>
            Run(
                parallelism,
                ["c", "a", "b"],
                leg =>
                {
                    if (leg != "b")
                    {
                        throw new SpringformException([Problem($"{leg} one"), Problem($"{leg} two")]);
                    }

                    lock (ended)
                    {
                        ended.Add(leg);
                    }
                }
            )
        );

        ended.ShouldBe(["b"]);
        error.Problems.Select(problem => problem.What).ShouldBe(["a one", "a two", "c one", "c two"]);
        error.Problems[0].Where.ShouldBe($"step a one, log {logs.Path}/a.log");
    }

    [Fact]
    public async Task Every_leg_has_its_result_and_its_log()
    {
        var results = await Run(2, ["x/1", "y"], _ => { }, "line");

        results.Select(result => result.Name).ShouldBe(["x/1", "y"], ignoreOrder: true);
        File.ReadAllText(Path.Combine(logs.Path, "x-1.log")).ShouldBe("line\n");
        File.ReadAllText(Path.Combine(logs.Path, "y.log")).ShouldBe("line\n");
    }

    [Fact]
    public async Task Lines_carry_the_name_of_their_leg_only_where_legs_run_side_by_side()
    {
        await Run(2, ["x", "y"], _ => { }, "line");
        await Run(2, ["z"], _ => { }, "line");

        terminal.Lines.ShouldBe(["[x] line", "[y] line", "  line"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(false, false, "  own\n")]
    [InlineData(true, false, "  own\n  detail\n  another\n")]
    [InlineData(false, true, "  own\n  detail\n")]
    public async Task Details_are_in_the_log_and_shown_once_a_minute_or_when_they_are_wanted(bool wanted, bool isSlow, string shown)
    {
        using var screen = new StringWriter();
        var clock = new MinuteClock();
        var legs = new Legs(new Terminal(screen, TextWriter.Null, colours: false), logs.Path, Room(1), Secrets.None, clock) { ShowsDetails = wanted };

        await legs.RunAsync(
            ["x"],
            leg => leg,
            (_, output, _) =>
            {
                output.Line("own");
                clock.Minutes = isSlow ? 1 : 0;
                output.Detail("detail");
                output.Detail("another");
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken
        );

        screen.ToString().ShouldBe(shown);
        File.ReadAllText(Path.Combine(logs.Path, "x.log")).ShouldBe("own\ndetail\nanother\n");
    }

    [Theory]
    [InlineData(2, 8.0, 8.0, 1, null)]
    [InlineData(2, 8.0, 8.0, 2, "2 at a time, as --parallelism says")]
    [InlineData(4, 0.4, 8.0, 0, null)]
    [InlineData(4, 0.4, 8.0, 1, "0.4 GB of memory free, a leg wants 1 GB")]
    [InlineData(4, 8.0, 1.5, 3, "1.5 GB of disk free, a leg wants 2 GB")]
    public void The_next_leg_waits_for_cores_memory_and_disk_and_one_alone_always_runs(
        int parallelism,
        double memory,
        double disk,
        int running,
        string? reason
    ) => new LegRoom(parallelism, false, () => (long)(memory * 1e9), () => (long)(disk * 1e9)).WhyWait(running).ShouldBe(reason);

    [Fact]
    public void Memory_is_read_in_the_unit_that_the_kernel_gives() =>
        LegRoom.FreeMemory(["MemTotal:       24689400 kB", "MemAvailable:    2000000 kB"]).ShouldBe(2_048_000_000);

    [Fact]
    public async Task On_a_terminal_several_legs_are_one_table_that_is_drawn_anew()
    {
        using var screen = new StringWriter();
        var live = new Terminal(screen, TextWriter.Null, colours: true) { IsInteractive = true };

        await new Legs(live, logs.Path, Room(2), Secrets.None, TimeProvider.System).RunAsync(
            ["x", "y"],
            leg => leg,
            (_, _, _) => Task.CompletedTask,
            TestContext.Current.CancellationToken
        );

        screen.ToString().ShouldContain("\u001b[");
        screen.ToString().ShouldContain("x ");
    }

    [Fact]
    public async Task A_leg_says_why_it_waits_and_starts_when_another_one_ended()
    {
        var legs = new Legs(terminal, logs.Path, new LegRoom(4, true, () => 400_000_000, () => 8_000_000_000), Secrets.None, TimeProvider.System);
        var together = 0;
        var most = 0;

        await legs.RunAsync(
            ["x", "y", "z"],
            leg => leg,
            async (_, _, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref together));
                await Task.Yield();
                Interlocked.Decrement(ref together);
            },
            TestContext.Current.CancellationToken
        );

        most.ShouldBe(1);
        legs.Record.Spans.Select(leg => (leg.Name, leg.End, leg.WaitedFor))
            .ShouldBe([
                ("x", SpanEnd.Done, null),
                ("y", SpanEnd.Done, "0.4 GB of memory free, a leg wants 1 GB"),
                ("z", SpanEnd.Done, "0.4 GB of memory free, a leg wants 1 GB"),
            ]);
        terminal.Lines.ShouldBe(["  y waits: 0.4 GB of memory free, a leg wants 1 GB", "  z waits: 0.4 GB of memory free, a leg wants 1 GB"]);
    }

    [Fact]
    public async Task A_bug_in_a_leg_is_not_a_problem_of_the_users() =>
        await Should.ThrowAsync<InvalidOperationException>(() => Run(2, ["x"], _ => throw new InvalidOperationException("bug")));

    [Fact]
    public async Task Secrets_are_masked_on_the_terminal_in_the_log_and_in_the_problem()
    {
        string[] secrets = ["t0ken", "t0ken-and-more", "first line\nsecond line\n", ""];
        var legs = new Legs(terminal, logs.Path, Room(1), new Secrets(secrets), TimeProvider.System);

        var error = await Should.ThrowAsync<SpringformException>(() =>
            legs.RunAsync(
                ["x"],
                leg => leg,
                (_, output, _) =>
                {
                    output.Line("a t0ken, t0ken-and-more.");
                    output.Line("second line");
                    output.Line("t0\u001b[1mken");
                    throw new SpringformException(
                        Problem("failed with t0ken") with
                        {
                            Where = "step x",
                            Fix = "by hand: x t0ken",
                            Details = ["curl t0ken-and-more"],
                        }
                    );
                },
                TestContext.Current.CancellationToken
            )
        );

        terminal.Lines.ShouldBe(["  a ***, ***.", "  ***", "  ***"]);
        File.ReadAllText(Path.Combine(logs.Path, "x.log")).ShouldBe("a ***, ***.\n***\n***\n");
        error.Problems[0].ToString().ShouldBe($"E402 failed with ***\n  at  step x, log {logs.Path}/x.log\n  fix by hand: x ***\n      curl ***");
    }

    [Fact]
    public async Task A_pipe_in_the_place_of_a_log_is_named_and_not_waited_for()
    {
        Command.Run(logs.Path, ["mkfifo", "x.log"]).ExitCode.ShouldBe(0);

        var problem = (await Should.ThrowAsync<SpringformException>(() => Run(1, ["x"], _ => { }))).Problems.ShouldHaveSingleItem();

        (problem.Code, problem.Where).ShouldBe((ErrorCode.WrongFileKind, Path.Combine(logs.Path, "x.log")));
    }

    private Task<IReadOnlyList<LegResult>> Run(int parallelism, string[] legs, Action<string> run, string? line = null) =>
        new Legs(terminal, logs.Path, Room(parallelism), Secrets.None, TimeProvider.System).RunAsync(
            legs,
            leg => leg,
            (leg, output, _) =>
            {
                if (line is not null)
                {
                    output.Line(line);
                }

                run(leg);
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken
        );

    private static LegRoom Room(int parallelism) => new(parallelism, false, () => 8_000_000_000, () => 8_000_000_000);

    private static Problem Problem(string what) => new(ErrorCode.CommandFailed, what, $"step {what}", "mend it");

    private sealed class MinuteClock : TimeProvider
    {
        public int Minutes { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => TimeSpan.FromMinutes(Minutes).Ticks;
    }
}
