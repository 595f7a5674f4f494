namespace Springform.Reporting;

public sealed record LegResult(string Name, TimeSpan Elapsed);
