namespace Springform.Abi.Loading;

/// <summary>What the kernel and the dynamic loader do with an ELF file.</summary>
public enum ElfKind
{
    /// <summary>No ELF file, or one that is neither started nor loaded: an object, a core.</summary>
    None,

    /// <summary>Started: ET_EXEC, or ET_DYN with an interpreter or the flag DF_1_PIE.</summary>
    Executable,

    /// <summary>Loaded by others.</summary>
    SharedObject,
}
