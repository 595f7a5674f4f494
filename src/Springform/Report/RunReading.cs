using Springform.Reporting;

namespace Springform.Report;

/// <summary>The record of a run, as the report shows it.</summary>
internal static class RunReading
{
    public static RunFacts Of(LastRun run)
    {
        var seconds = Math.Max(0, (run.Ended - run.Started).TotalSeconds);
        return new RunFacts(
            Word(run.End),
            run.Requested,
            run.Started,
            Rounded(seconds),
            [.. Ordered(run.Spans).Select(span => Span(run, span, seconds))],
            run.Origins.OrderBy(origin => origin.Key, StringComparer.Ordinal).ToDictionary(origin => origin.Key, origin => Word(origin.Value)),
            [.. run.Failures.Select(failure => new FailureFacts(failure.Code, failure.What, failure.Where, failure.Fix, failure.Details))]
        );
    }

    /// <summary>By their beginnings, and each leg with its steps behind it.</summary>
    private static IEnumerable<RunSpan> Ordered(IReadOnlyList<RunSpan> spans)
    {
        var steps = spans.Where(span => span.Leg is not null).OrderBy(Beginning).ToLookup(span => span.Leg, StringComparer.Ordinal);
        return spans.Where(span => span.Leg is null).OrderBy(Beginning).SelectMany(span => span.Kind == SpanKind.Leg ? steps[span.Name].Prepend(span) : [span]);
    }

    private static DateTimeOffset Beginning(RunSpan span) => span.Started ?? span.Queued;

    // The clock of a machine may be set while a run lasts: nothing lies outside of the run.
    private static SpanFacts Span(LastRun run, RunSpan span, double seconds)
    {
        var queued = At(span.Queued, 0);
        var started = span.Started is { } begin ? At(begin, queued) : (double?)null;
        var ended = span.Ended is { } end ? At(end, started ?? queued) : seconds;
        return new SpanFacts(
            Word(span.Kind),
            span.Name,
            span.Kind == SpanKind.Task ? run.Notes.GetValueOrDefault(span.Name) : null,
            Word(span.End),
            Rounded(queued),
            started is { } known ? Rounded(known) : null,
            Rounded(ended),
            span.WaitedFor,
            span.After
        );

        double At(DateTimeOffset time, double least) => Math.Clamp((time - run.Started).TotalSeconds, least, Math.Max(least, seconds));
    }

    private static double Rounded(double seconds) => Math.Round(seconds, 3);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
