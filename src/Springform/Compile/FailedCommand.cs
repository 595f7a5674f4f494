using Springform.Archives;
using Springform.Engine;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>A command that ran and failed.</summary>
/// <param name="Inputs">as the command got them</param>
internal sealed record FailedCommand(CommandStep Step, ContainerResult Result, IReadOnlyList<ArchiveEntry> Inputs);
