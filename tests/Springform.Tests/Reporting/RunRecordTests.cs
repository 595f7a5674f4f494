using System.Text.Json;
using Springform.Reporting;

namespace Springform.Tests.Reporting;

public sealed class RunRecordTests
{
    private readonly RunRecord record = new(new FixedClock(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero)));

    [Fact]
    public async Task A_step_that_succeeds_was_built_and_knows_what_it_came_after()
    {
        await record.StepAsync("compile-a", "Compile", "compile/a/2-make", ["compile/a/1-configure"], () => Task.CompletedTask);

        var span = record.Spans.ShouldHaveSingleItem();
        (span.Kind, span.Name, span.End, span.After.ShouldHaveSingleItem()).ShouldBe(
            (SpanKind.Step, "compile/a/2-make", SpanEnd.Done, "compile/a/1-configure")
        );
        record.Origins["Compile compile/a/2-make"].ShouldBe(StepOrigin.Built);
    }

    [Fact]
    public async Task A_step_that_fails_was_not_built()
    {
        await Should.ThrowAsync<IOException>(() => record.StepAsync("compile-a", "Compile", "x", [], () => throw new IOException("no")));

        record.Spans.ShouldHaveSingleItem().End.ShouldBe(SpanEnd.Failed);
        record.Origins.ShouldBeEmpty();
    }

    [Fact]
    public void What_never_began_and_what_never_ended_was_stopped()
    {
        record.Queue(SpanKind.Leg, "a");
        record.Begin(SpanKind.Leg, "b");

        record
            .Spans.Select(span => (span.Name, HasBegun: span.Started is not null, span.Ended, span.End))
            .ShouldBe([("a", false, null, SpanEnd.Stopped), ("b", true, null, SpanEnd.Stopped)]);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        record.Queue(SpanKind.Leg, "a");
        record.Wait(SpanKind.Leg, "a", "2 at a time");
        record.Came("Package", "package/a.tgz", StepOrigin.Registry);
        var run = new LastRun
        {
            Project = "demo",
            Version = null,
            Commit = null,
            Requested = ["Dist"],
            Started = record.Started,
            Ended = record.Now,
            End = RunEnd.Cancelled,
            Spans = record.Spans,
            Origins = record.Origins,
            Notes = new Dictionary<string, string> { ["Plan"] = "1 target" },
            Failures = [new RunFailure("E402", "what", "where", "fix", ["last line"])],
        };

        var text = JsonSerializer.Serialize(run, LastRunJson.Default.LastRun);
        var read = JsonSerializer.Deserialize(text, LastRunJson.Default.LastRun)!;

        JsonSerializer.Serialize(read, LastRunJson.Default.LastRun).ShouldBe(text);
        read.Spans[0].WaitedFor.ShouldBe("2 at a time");
        text.ShouldContain("\"end\": \"cancelled\"");
    }
}
