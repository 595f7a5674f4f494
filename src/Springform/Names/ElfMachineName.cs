namespace Springform.Names;

/// <summary>
/// The one table of names of e_machine, as <c>uname -m</c> prints them where it can: class and byte order count, for another of either runs nowhere else.
/// Source: the gABI's registry of machine values.
/// </summary>
internal static class ElfMachineName
{
    public static string Of(ushort machine, bool is64, bool bigEndian) =>
        machine switch
        {
            2 or 18 => "sparc",
            3 => "i686",
            4 => "m68k",
            8 => (is64 ? "mips64" : "mips") + (bigEndian ? "" : "el"),
            15 => "parisc",
            20 => "ppc",
            21 => bigEndian ? "ppc64" : "ppc64le",
            22 => is64 ? "s390x" : "s390",
            40 => bigEndian ? "armv7b" : "armv7l",
            42 => "sh",
            43 => "sparc64",
            50 => "ia64",
            62 => is64 ? "x86_64" : "x32",
            183 => (is64, bigEndian) switch
            {
                (true, false) => "aarch64",
                (true, true) => "aarch64_be",
                _ => "aarch64_ilp32",
            },
            243 => is64 ? "riscv64" : "riscv32",
            247 => "bpf",
            258 => is64 ? "loongarch64" : "loongarch32",
            0x9026 => "alpha",
            _ => $"machine {machine}",
        };
}
