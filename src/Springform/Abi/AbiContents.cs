using Springform.Abi.Elf;
using Springform.Abi.Native;
using Springform.Errors;

namespace Springform.Abi;

/// <summary>What was found in a file, archive or folder.</summary>
/// <param name="Files">ELF files in the order of the archive, or by name in a folder</param>
/// <param name="Unreadable">E2xx: what could hold ELF files and could not be read; each with the path as its place</param>
/// <param name="OtherFiles">how many were neither compiled code nor archives</param>
internal sealed record AbiContents(IReadOnlyList<AbiFile> Files, IReadOnlyList<Problem> Unreadable, int OtherFiles)
{
    /// <summary>Programs, libraries and objects of other formats: PE, COFF, Mach-O. .NET assemblies that run anywhere are other files.</summary>
    public IReadOnlyList<NativeFile> Natives { get; init; } = [];

    /// <summary>How many of the other files are scripts, which name their interpreter in their first line.</summary>
    public int Scripts { get; init; }

    /// <summary>There is something that a system could start or load.</summary>
    public bool HasCode => Scripts + Natives.Count > 0 || Files.Any(file => file.Elf.Kind is not (ElfKind.Object or ElfKind.Core or ElfKind.DebugInformation));
}
