using Springform.Report;
using Springform.Reporting;

namespace Springform.Tests.Report;

public sealed class RunReadingTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Steps_stand_behind_their_leg_and_all_else_by_its_beginning() =>
        Read(
            Span(SpanKind.Task, "Compile", 1, 9),
            Span(SpanKind.Leg, "b", 1, 5),
            Span(SpanKind.Leg, "a", 2, 6),
            Span(SpanKind.Step, "a/2", 4, 6) with
            {
                Leg = "a",
            },
            Span(SpanKind.Step, "b/1", 3, 5) with
            {
                Leg = "b",
            },
            Span(SpanKind.Step, "a/1", 2, 4) with
            {
                Leg = "a",
            }
        )
            .Spans.Select(span => span.Name)
            .ShouldBe(["Compile", "b", "b/1", "a", "a/1", "a/2"]);

    [Fact]
    public void A_clock_that_was_set_leaves_everything_within_the_run()
    {
        var span = Read(Span(SpanKind.Task, "Plan", -5, 500)).Spans.ShouldHaveSingleItem();

        (span.QueuedAt, span.StartedAt, span.EndedAt).ShouldBe((0, 0, 10));
    }

    [Fact]
    public void What_did_not_end_is_shown_to_the_end_of_the_run() =>
        Read(new RunSpan(SpanKind.Leg, "a", Start, Start.AddSeconds(2), null, SpanEnd.Stopped))
            .Spans.ShouldHaveSingleItem()
            .ShouldBe(new SpanFacts("leg", "a", null, "stopped", 0, 2, 10, null, []));

    private static RunSpan Span(SpanKind kind, string name, double from, double to) =>
        new(kind, name, Start.AddSeconds(from), Start.AddSeconds(from), Start.AddSeconds(to), SpanEnd.Done);

    private static RunFacts Read(params RunSpan[] spans) =>
        RunReading.Of(
            new LastRun
            {
                Project = "demo",
                Version = "1.0.0",
                Commit = "c",
                Requested = ["Dist"],
                Started = Start,
                Ended = Start.AddSeconds(10),
                End = RunEnd.Done,
                Spans = spans,
                Origins = new Dictionary<string, StepOrigin>(),
                Notes = new Dictionary<string, string>(),
                Failures = [],
            }
        );
}
