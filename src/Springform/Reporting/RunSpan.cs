namespace Springform.Reporting;

/// <summary>Something that took time in a run.</summary>
/// <param name="Queued">when it could have begun</param>
/// <param name="Started">null: it never began</param>
/// <param name="Ended">null: it still runs</param>
internal sealed record RunSpan(SpanKind Kind, string Name, DateTimeOffset Queued, DateTimeOffset? Started, DateTimeOffset? Ended, SpanEnd End)
{
    /// <summary>Why it did not begin at once; null: it did.</summary>
    public string? WaitedFor { get; init; }

    /// <summary>The leg that a step is a part of; null: of none.</summary>
    public string? Leg { get; init; }

    /// <summary>What had to be there first.</summary>
    public IReadOnlyList<string> After { get; init; } = [];
}
