namespace Springform.Plan;

/// <summary>
/// What a machine must have for a build, beside an engine. Known from the configuration alone, before a base is resolved or anything is made.
/// </summary>
/// <param name="Platforms">those whose programs containers will run</param>
/// <param name="Files">programs, and keys of distributions</param>
internal sealed record MachineNeeds(IReadOnlyList<string> Platforms, IReadOnlyList<MachineFile> Files);
