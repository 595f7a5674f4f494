using System.Buffers.Binary;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>The tools of examples/perfspect: where each is shipped and how it is started.</summary>
internal static class PerfspectTools
{
    private const uint Interpreter = 3; // PT_INTERP of <elf.h>

    public static IReadOnlyList<string> All { get; } = ["ethtool", "fio", "ipmitool", "lspci", "numactl", "perf", "sshpass", "turbostat"];

    /// <summary>turbostat reads registers that only x86 has.</summary>
    public static IEnumerable<string> For(string machine) => machine == "x86_64" ? All : All.Where(tool => tool != "turbostat");

    public static string Archive(string machine) => machine == "x86_64" ? "perfspect.tgz" : "perfspect-aarch64.tgz";

    public static string Platform(string machine) => machine == "x86_64" ? "linux/amd64" : "linux/arm64";

    /// <summary>e_machine of <c>elf.h</c>.</summary>
    public static int ElfMachine(string machine) => machine == "x86_64" ? 62 : 183;

    /// <summary>Arguments that make a tool end well on any machine, without its hardware.</summary>
    public static IReadOnlyList<string> Arguments(string tool) =>
        tool switch
        {
            "numactl" => ["--physcpubind=0", "true"],
            "ipmitool" or "sshpass" => ["-V"],
            _ => ["--version"],
        };

    /// <summary>Machine of a 64-bit little-endian ELF program, and whether the kernel starts it without a dynamic loader.</summary>
    public static (int Machine, bool IsStatic) ReadElf(ReadOnlySpan<byte> program)
    {
        program[..6].SequenceEqual("\u007fELF\u0002\u0001"u8).ShouldBeTrue("not a 64-bit little-endian ELF file");
        var headers = (int)BinaryPrimitives.ReadUInt64LittleEndian(program[32..]);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(program[54..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(program[56..]);
        var isStatic = true;
        for (var index = 0; index < count; index++)
            isStatic &= BinaryPrimitives.ReadUInt32LittleEndian(program[(headers + (index * size))..]) != Interpreter;
        return (BinaryPrimitives.ReadUInt16LittleEndian(program[18..]), isStatic);
    }
}
