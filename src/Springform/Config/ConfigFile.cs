namespace Springform.Config;

/// <summary>springform.yaml, read and found valid.</summary>
/// <param name="Config">every value, defaults included</param>
/// <param name="Positions">for problems that only later steps can see</param>
/// <param name="Path">as it was given to <see cref="ConfigReader"/></param>
internal sealed record ConfigFile(ProjectConfig Config, SourceMap Positions, string Path);
