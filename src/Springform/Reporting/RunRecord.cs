namespace Springform.Reporting;

/// <summary>What a run does and when: tasks, legs and steps, and where results came from. Called from several threads.</summary>
internal sealed class RunRecord(TimeProvider clock)
{
    private readonly Lock turn = new();
    private readonly List<(SpanKind Kind, string Name)> order = [];
    private readonly Dictionary<(SpanKind Kind, string Name), RunSpan> spans = [];
    private readonly SortedDictionary<string, StepOrigin> origins = new(StringComparer.Ordinal);

    public DateTimeOffset Started { get; } = clock.GetUtcNow();

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>In the order in which they could have begun. What is still under way has no end.</summary>
    public IReadOnlyList<RunSpan> Spans
    {
        get
        {
            lock (turn)
                return [.. order.Select(key => spans[key])];
        }
    }

    /// <summary>By <c>TASK ID</c> of the step.</summary>
    public IReadOnlyDictionary<string, StepOrigin> Origins
    {
        get
        {
            lock (turn)
                return new SortedDictionary<string, StepOrigin>(origins, StringComparer.Ordinal);
        }
    }

    public void Queue(SpanKind kind, string name) => Set(kind, name, _ => new RunSpan(kind, name, clock.GetUtcNow(), null, null, SpanEnd.Stopped));

    public void Wait(SpanKind kind, string name, string reason) => Set(kind, name, span => span with { WaitedFor = reason });

    public void Begin(SpanKind kind, string name) => Set(kind, name, span => span with { Started = clock.GetUtcNow() });

    public void End(SpanKind kind, string name, bool failed) =>
        Set(kind, name, span => span with { Ended = clock.GetUtcNow(), End = failed ? SpanEnd.Failed : SpanEnd.Done });

    /// <param name="task">that carries out the step</param>
    public void Came(string task, string id, StepOrigin origin)
    {
        lock (turn)
            origins[$"{task} {id}"] = origin;
    }

    /// <summary>A step of a leg with its times; when it succeeds it was built.</summary>
    /// <param name="after">ids of steps that had to be there first</param>
    public async Task StepAsync(string leg, string task, string id, IReadOnlyList<string> after, Func<Task> run)
    {
        Set(SpanKind.Step, id, span => span with { Leg = leg, After = after });
        Begin(SpanKind.Step, id);
        var succeeded = false;
        try
        {
            await run();
            succeeded = true;
            Came(task, id, StepOrigin.Built);
        }
        finally
        {
            End(SpanKind.Step, id, failed: !succeeded);
        }
    }

    private void Set(SpanKind kind, string name, Func<RunSpan, RunSpan> change)
    {
        lock (turn)
        {
            if (!spans.TryGetValue((kind, name), out var span))
            {
                order.Add((kind, name));
                span = new RunSpan(kind, name, clock.GetUtcNow(), null, null, SpanEnd.Stopped);
            }

            spans[(kind, name)] = change(span);
        }
    }
}
