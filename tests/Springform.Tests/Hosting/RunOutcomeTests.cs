using Cake.Core;
using Springform.Errors;
using Springform.Hosting;

namespace Springform.Tests.Hosting;

public sealed class RunOutcomeTests
{
    private static readonly SpringformException Step = new(new Problem(ErrorCode.CommandFailed, "one", "here", "mend"));
    private static readonly SpringformException Configuration = new(new Problem(ErrorCode.UnknownKey, "two", "there", "mend"));

    [Fact]
    public void Nothing_recorded_is_done() => new RunOutcome().ExitCode.ShouldBe(ExitCode.Done);

    [Fact]
    public void The_first_failure_stays()
    {
        var outcome = new RunOutcome();
        outcome.Record(Step);
        outcome.Record(Configuration);

        (outcome.Failure, outcome.ExitCode).ShouldBe((Step, ExitCode.StepFailed));
    }

    [Fact]
    public void What_Cake_and_tasks_wrap_around_a_failure_is_taken_off()
    {
        Recorded(Report(Configuration)).Failure.ShouldBe(Configuration);
        Recorded(new AggregateException(Configuration)).Failure.ShouldBe(Configuration);
        Recorded(Report(new AggregateException(new AggregateException(Configuration)))).ExitCode.ShouldBe(ExitCode.Configuration);
    }

    [Fact]
    public void Several_failures_are_one_with_all_problems()
    {
        var outcome = Recorded(Report(new AggregateException(Step, new AggregateException(Configuration))));

        outcome.Failure.ShouldBeOfType<SpringformException>().Problems.Select(problem => problem.What).ShouldBe(["one", "two"]);
        outcome.ExitCode.ShouldBe(ExitCode.StepFailed);
    }

    [Fact]
    public void A_cancelled_run_is_130_also_when_legs_were_cancelled_beside_it()
    {
        Recorded(new TaskCanceledException()).ExitCode.ShouldBe(ExitCode.Cancelled);
        Recorded(Report(new OperationCanceledException())).ExitCode.ShouldBe(ExitCode.Cancelled);
        Recorded(new AggregateException(new TaskCanceledException(), new OperationCanceledException())).ExitCode.ShouldBe(ExitCode.Cancelled);
    }

    [Fact]
    public void Everything_else_is_a_bug()
    {
        Recorded(new InvalidOperationException()).ExitCode.ShouldBe(ExitCode.Bug);
        Recorded(new AggregateException(Step, new InvalidOperationException())).ExitCode.ShouldBe(ExitCode.Bug);
        ((int)ExitCode.Bug).ShouldBe(70);
    }

    private static RunOutcome Recorded(Exception error)
    {
        var outcome = new RunOutcome();
        outcome.Record(error);
        return outcome;
    }

    private static CakeReportException Report(Exception inner) => new(new CakeReport(), "failed", inner);
}
