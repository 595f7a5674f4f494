namespace Springform.Report;

/// <summary>The last run. Seconds are counted from its start.</summary>
/// <param name="End">done, failed or cancelled</param>
/// <param name="Requested">tasks</param>
/// <param name="Origins">cache, registry or built, by <c>TASK ID</c> of the step</param>
internal sealed record RunFacts(
    string End,
    IReadOnlyList<string> Requested,
    DateTimeOffset Started,
    double Seconds,
    IReadOnlyList<SpanFacts> Spans,
    IReadOnlyDictionary<string, string> Origins,
    IReadOnlyList<FailureFacts> Failures
);

/// <summary>Something that took time.</summary>
/// <param name="Kind">task, leg or step</param>
/// <param name="Note">the task's line of the summary; null: it has none</param>
/// <param name="End">done, failed or stopped</param>
/// <param name="QueuedAt">when it could have begun</param>
/// <param name="StartedAt">null: it never began</param>
/// <param name="EndedAt">of what was stopped, the run's end</param>
/// <param name="WaitedFor">null: it began at once</param>
internal sealed record SpanFacts(
    string Kind,
    string Name,
    string? Note,
    string End,
    double QueuedAt,
    double? StartedAt,
    double EndedAt,
    string? WaitedFor,
    IReadOnlyList<string> After
);

/// <summary>A problem as it was told, with its last lines.</summary>
internal sealed record FailureFacts(string Code, string What, string Where, string Fix, IReadOnlyList<string> LastLines);
