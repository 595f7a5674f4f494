namespace Springform.Reporting;

/// <summary>What took time in a run; the larger ones hold the smaller ones.</summary>
internal enum SpanKind
{
    Task,

    /// <summary>One of several things that run side by side.</summary>
    Leg,

    /// <summary>A command in a leg.</summary>
    Step,
}
