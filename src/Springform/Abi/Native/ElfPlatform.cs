using Springform.Abi.Elf;
using Springform.Names;

namespace Springform.Abi.Native;

/// <summary>
/// What an ELF file is for: its machine, and the system of EI_OSABI. Source: the ELF gABI's registry. Programs for the kernel's BPF fit every machine.
/// </summary>
internal static class ElfPlatform
{
    public static NativePlatform Of(ElfFile elf) => new(SystemOf(elf.OsAbi), elf.Machine == "bpf" ? null : elf.Machine);

    // 0 and 3 are what Linux uses; 64 and 97 are ARM's own.
    private static string SystemOf(int osAbi) =>
        osAbi switch
        {
            0 or 3 or 64 or 97 => "linux",
            1 => "HP-UX",
            2 => "NetBSD",
            6 => "Solaris",
            7 => "AIX",
            9 => "FreeBSD",
            12 => "OpenBSD",
            255 => "no system",
            _ => $"system {osAbi}",
        };
}
