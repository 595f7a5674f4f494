namespace Springform.Pipeline;

public sealed record LegResult(string Name, TimeSpan Elapsed);
