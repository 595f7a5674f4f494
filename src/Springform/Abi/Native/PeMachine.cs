namespace Springform.Abi.Native;

/// <summary>Names of the machine field of PE and COFF, as <c>uname -m</c> prints them. Source: Microsoft's PE format, "Machine Types".</summary>
internal static class PeMachine
{
    /// <summary>Null for a number that is not listed.</summary>
    public static string? Find(int machine) =>
        machine switch
        {
            0x014C => "i686",
            0x8664 => "x86_64",
            0xAA64 or 0xA641 or 0xA64E => "aarch64",
            0x01C0 or 0x01C2 or 0x01C4 => "armv7l",
            0x0200 => "ia64",
            0x5032 => "riscv32",
            0x5064 => "riscv64",
            0x6232 => "loongarch32",
            0x6264 => "loongarch64",
            0x01F0 or 0x01F1 => "ppc",
            _ => null,
        };

    public static string Of(int machine) => Find(machine) ?? $"machine 0x{machine:x}";
}
