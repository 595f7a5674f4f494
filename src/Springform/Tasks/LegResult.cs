namespace Springform.Tasks;

public sealed record LegResult(string Name, TimeSpan Elapsed);
