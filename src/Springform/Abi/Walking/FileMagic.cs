namespace Springform.Abi.Walking;

/// <summary>What a file is by its first bytes. Names say nothing: a wheel is a zip, and a program may be called anything.</summary>
internal enum FileMagic
{
    /// <summary>Nothing that could hold an ELF file.</summary>
    Other,
    Elf,
    Ar,
    ThinAr,
    Zip,
    Tar,
    Gzip,
    Xz,
    Zstd,
    Bzip2,
}
