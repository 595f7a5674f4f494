using System.Text.RegularExpressions;
using Springform.Engine.Health;
using Springform.Machine;

namespace Springform.Engine;

/// <summary>
/// Which platforms an engine runs. On this machine the kernel's binfmt_misc table says it; the flag F must be set, for an interpreter that is looked up
/// only when needed is not found inside a container. A remote engine or a desktop's virtual machine has another kernel: there buildx is asked, and without
/// buildx only the native platform counts.
/// </summary>
internal sealed partial class PlatformProbe(ProcessRunner processes)
{
    private const string BinfmtFolder = "/proc/sys/fs/binfmt_misc";

    /// <summary>qemu's names of binfmt entries and docker's names of platforms.</summary>
    private static readonly (string Entry, string Platform)[] Emulators =
    [
        ("qemu-aarch64", "linux/arm64"),
        ("qemu-x86_64", "linux/amd64"),
        ("qemu-arm", "linux/arm/v7"),
        ("qemu-i386", "linux/386"),
        ("qemu-ppc64le", "linux/ppc64le"),
        ("qemu-riscv64", "linux/riscv64"),
        ("qemu-s390x", "linux/s390x"),
    ];

    /// <param name="context">docker's current context; a desktop's virtual machine and a rootless daemon have one of their own</param>
    public async Task<IReadOnlyList<string>> FindAsync(string executable, string native, bool buildx, string context, CancellationToken cancellation)
    {
        if (IsLocal(context))
            return Distinct(native, Emulators.Where(emulator => IsEnabled(emulator.Entry)).Select(emulator => emulator.Platform));
        if (!buildx)
            return [native];
        var command = new ProcessCommand(executable, ["buildx", "inspect"]);
        var result = await processes.CaptureAsync(command, cancellation);
        return Distinct(native, PlatformsLine().Matches(result.Output).SelectMany(match => match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)));
    }

    /// <summary>
    /// Programs of the platform run without an emulator: its own, 386 on amd64, and arm/v7 on those arm64 processors that still can, which is not known before.
    /// </summary>
    public static bool IsCompatible(string native, string platform) =>
        platform == native || (native, platform) is ("linux/amd64", "linux/386") or ("linux/arm64", "linux/arm/v7");

    /// <summary>Whether the kernel here runs that platform's programs inside containers.</summary>
    public static bool IsEmulated(string platform) => Emulators.Any(emulator => emulator.Platform == platform && IsEnabled(emulator.Entry));

    /// <summary>qemu's program for a platform; null when it knows none.</summary>
    public static (string Platform, string Program)? Emulator(string platform) =>
        Emulators.Where(emulator => emulator.Platform == platform).Select(emulator => ((string, string)?)(platform, emulator.Entry)).FirstOrDefault();

    private bool IsLocal(string context)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        var host = processes.Environment["DOCKER_HOST"] ?? "";
        return host.Length > 0 ? host.StartsWith("unix:", StringComparison.Ordinal) : context == "default";
    }

    private static bool IsEnabled(string entry)
    {
        var file = Path.Combine(BinfmtFolder, entry);
        if (!File.Exists(file))
            return false;
        var lines = File.ReadAllLines(file);
        return lines.Contains("enabled")
            && lines.Any(line => line.StartsWith("flags:", StringComparison.Ordinal) && line.Contains('F', StringComparison.Ordinal));
    }

    // linux/amd64/v2 and the like are instruction sets of a platform, not platforms of ours.
    private static List<string> Distinct(string native, IEnumerable<string> platforms) =>
        [
            .. platforms
                .Where(platform => platform.Length > 0 && !platform.StartsWith("linux/amd64/", StringComparison.Ordinal))
                .Prepend(native)
                .Distinct(StringComparer.Ordinal),
        ];

    [GeneratedRegex(@"^\s*Platforms:\s*(.+)$", RegexOptions.Multiline)]
    private static partial Regex PlatformsLine();
}
