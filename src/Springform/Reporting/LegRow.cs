namespace Springform.Reporting;

/// <summary>One leg as the live table shows it.</summary>
/// <param name="Elapsed">null while it waits</param>
/// <param name="Note">its last line, or why it waits</param>
internal sealed record LegRow(string Name, LegState State, TimeSpan? Elapsed, string Note);
