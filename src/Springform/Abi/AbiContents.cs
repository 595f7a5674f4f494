using Springform.Plan;

namespace Springform.Abi;

/// <summary>What was found in a file, archive or folder.</summary>
/// <param name="Files">ELF files in the order of the archive, or by name in a folder</param>
/// <param name="Unreadable">E2xx: what could hold ELF files and could not be read; each with the path as its place</param>
/// <param name="OtherFiles">how many were neither ELF files nor archives</param>
public sealed record AbiContents(IReadOnlyList<AbiFile> Files, IReadOnlyList<Problem> Unreadable, int OtherFiles);
