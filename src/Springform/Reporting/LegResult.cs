namespace Springform.Reporting;

internal sealed record LegResult(string Name, TimeSpan Elapsed);
