namespace Springform.Abi.Elf;

/// <summary>
/// What an ELF file says of itself. Sources: the ELF gABI; for versions the LSB core specification, "Symbol Versioning"; for notes the x86-64 psABI.
/// </summary>
internal sealed record ElfFile
{
    public required ElfKind Kind { get; init; }

    /// <summary>64 or 32.</summary>
    public required int Bits { get; init; }

    public required bool BigEndian { get; init; }

    /// <summary>x86_64, aarch64, or <c>machine N</c>.</summary>
    public required string Machine { get; init; }

    /// <summary>e_machine</summary>
    public required int MachineNumber { get; init; }

    /// <summary>e_type</summary>
    public required int TypeNumber { get; init; }

    /// <summary>EI_OSABI: 0 System V, 3 GNU.</summary>
    public required int OsAbi { get; init; }

    /// <summary>e_flags</summary>
    public required uint Flags { get; init; }

    /// <summary>The dynamic loader that a program asks for.</summary>
    public string? Interpreter { get; init; }

    public string? Soname { get; init; }

    /// <summary>In the file's order, which is the loader's.</summary>
    public IReadOnlyList<string> Needed { get; init; } = [];

    public string? Rpath { get; init; }

    public string? Runpath { get; init; }

    public IReadOnlyList<VersionNeed> Needs { get; init; } = [];

    /// <summary>Versions that it defines for others, without the file's own name.</summary>
    public IReadOnlyList<string> Defines { get; init; } = [];

    /// <summary>Of a dynamic file the loader's symbols, of an object the linker's; empty for a static program.</summary>
    public IReadOnlyList<ElfImport> Imports { get; init; } = [];

    /// <summary>Names of the symbols that it offers to others; empty where nobody asked for them.</summary>
    public IReadOnlyList<string> Exports { get; init; } = [];

    public required StackMark Stack { get; init; }

    /// <summary>The loader must change the code: DT_TEXTREL or DF_TEXTREL.</summary>
    public bool TextRelocations { get; init; }

    /// <summary>It has relocations in the packed form DT_RELR, which a loader must know.</summary>
    public bool PackedRelocations { get; init; }

    /// <summary>
    /// It has the note NT_GNU_ABI_TAG, which glibc's start files put into every program (its csu/abi-note): a static program that has it was linked with glibc.
    /// </summary>
    public bool HasAbiTag { get; init; }

    /// <summary>What the note of GNU properties says the processor must have: x86-64-v2; several where the note names several.</summary>
    public IReadOnlyList<string> IsaNeeded { get; init; } = [];
}
