using Springform.Archives;

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

    /// <summary>A static library, or a package of Debian.</summary>
    Ar,
    ThinAr,

    /// <summary>Another archive, or one file compressed; see <see cref="ArchiveFormats"/>.</summary>
    Packed,
}
