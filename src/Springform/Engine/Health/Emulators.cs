using System.Runtime.InteropServices;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;

namespace Springform.Engine.Health;

/// <summary>Lets the kernel run other architectures' programs through qemu, also inside containers (binfmt_misc with the flag F).</summary>
internal sealed class Emulators(ProcessRunner processes, Action<string> say, Action<string> requireRoot)
{
    private const string Folder = "/proc/sys/fs/binfmt_misc";

    /// <summary>qemu's program for those platforms that this machine does not run itself.</summary>
    public static IEnumerable<(string Platform, string Program)> Needed(IEnumerable<string> platforms) =>
        platforms.Where(platform => !PlatformProbe.IsCompatible(NativePlatform, platform)).Select(PlatformProbe.Emulator).OfType<(string, string)>();

    private static string NativePlatform => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux/arm64" : "linux/amd64";

    /// <summary>E308 when a platform still has no emulator afterwards.</summary>
    public async Task EnableAsync(IReadOnlyList<string> platforms, CancellationToken cancellation)
    {
        foreach (var (platform, program) in Needed(platforms))
        {
            if (PlatformProbe.IsEmulated(platform))
                continue;
            requireRoot($"turn on the emulation of {platform}");
            await MountAsync(cancellation);
            say($"turning on the emulation of {platform} ({program})");
            await processes.CaptureAsync(Enable(program), cancellation);
            if (!PlatformProbe.IsEmulated(platform))
                throw Failed(platform, program);
        }
    }

    private async Task MountAsync(CancellationToken cancellation)
    {
        if (File.Exists(Path.Combine(Folder, "register")))
            return;
        say($"mounting {Folder}");
        await processes.CaptureAsync(new ProcessCommand("mount", ["-t", "binfmt_misc", "binfmt_misc", Folder]), cancellation);
    }

    // Debian without systemd has binfmt-support; elsewhere systemd reads the files that the qemu packages leave.
    private ProcessCommand Enable(string program) =>
        processes.Environment.FindExecutables("update-binfmts", "/usr/sbin") is [var update, ..]
            ? new ProcessCommand(update, ["--enable", program])
            : new ProcessCommand("systemctl", ["restart", "systemd-binfmt.service"]);

    private static SpringformException Failed(string platform, string program) =>
        new(
            new Problem(
                ErrorCode.ProvisionFailed,
                $"{platform} is still not emulated",
                $"{Folder}/{program}",
                "install qemu-user-static and binfmt-support on the host; inside a container the host's kernel must have them"
            )
        );
}
