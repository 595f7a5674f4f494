namespace Springform.Abi.Walking;

/// <summary>What a file is by its first bytes. Names say nothing: a wheel is a zip, and a program may be called anything.</summary>
internal enum FileMagic
{
    /// <summary>Nothing that could hold compiled code.</summary>
    Other,
    Elf,

    /// <summary>Begins with MZ: Windows, EFI, .NET, or something else.</summary>
    Pe,
    MachO,

    /// <summary>May be an object for Windows.</summary>
    Coff,
    Ar,
    ThinAr,
    Zip,
    Tar,
    Gzip,
    Xz,
    Zstd,
    Bzip2,
}
