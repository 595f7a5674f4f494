using System.Buffers.Binary;
using Springform.Tests;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>The tools of examples/perfspect: where each is shipped and how it is started.</summary>
internal static class PerfspectTools
{
    private const uint Interpreter = 3; // PT_INTERP of <elf.h>

    public static IReadOnlyList<string> All { get; } = ["ethtool", "fio", "ipmitool", "lspci", "numactl", "perf", "sshpass", "turbostat"];

    /// <summary>Those that this run builds: all of them take as long as all other examples together. sshpass is the one that tests touch.</summary>
    public static IReadOnlyList<string> Built { get; } = Campaign.Sample(All, count: 2, always: "sshpass");

    /// <summary>turbostat reads registers that only x86 has.</summary>
    public static IEnumerable<string> For(string machine) => machine == "x86_64" ? Built : Built.Where(tool => tool != "turbostat");

    /// <summary>Takes the recipe and the load test of what is not built out of the example's configuration.</summary>
    public static void Prepare(GitProject project)
    {
        var left = All.Except(Built).ToList();
        var lines = project.Text("springform.yaml").Split('\n');
        var kept = lines.Where(line => !left.Exists(tool => IsOf(tool, line))).ToList();
        (lines.Length - kept.Count).ShouldBe(2 * left.Count, "a recipe and a load test of each");
        project.File("springform.yaml", string.Join('\n', kept));

        static bool IsOf(string tool, string line) =>
            line.TrimStart().StartsWith($"{tool}: ", StringComparison.Ordinal)
            || line.Contains($"run, {tool},", StringComparison.Ordinal)
            || line.Contains($"run {tool} ", StringComparison.Ordinal);
    }

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
