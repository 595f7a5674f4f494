namespace Springform.Reporting;

/// <summary>How something that took time ended.</summary>
internal enum SpanEnd
{
    Done,
    Failed,

    /// <summary>The run ended first.</summary>
    Stopped,
}
