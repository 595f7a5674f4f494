namespace Springform.Abi.Elf;

/// <summary>What a file is to whoever wants to run or link it.</summary>
internal enum ElfKind
{
    /// <summary>An object for the linker: <c>.o</c>, a kernel module.</summary>
    Object,

    /// <summary>A program that a dynamic loader completes.</summary>
    Executable,

    /// <summary>A program that needs no loader, at a fixed address.</summary>
    StaticExecutable,

    /// <summary>The same at any address.</summary>
    StaticPieExecutable,

    SharedObject,

    Core,

    /// <summary>The debug information of another file: its headers, without its contents.</summary>
    DebugInformation,

    /// <summary>A type that the gABI leaves to systems or processors.</summary>
    Other,
}
