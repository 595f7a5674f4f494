using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Engine.Health;

/// <summary>
/// <c>--provision</c>: installs from the distribution what a build needs and this machine lacks: engine, buildx, emulators, and the programs that the caller
/// names; and starts the daemon. Idempotent: what is there is left as it is, and when all is there nothing is run but a few probes. Says each thing that it
/// does in one line.
/// </summary>
/// <param name="say">takes one line per action</param>
/// <param name="isRoot">E308 with a sudo line when something must be done without it</param>
/// <param name="offline">--offline: nothing is installed; what is there is started</param>
internal sealed class Provisioner(ProcessRunner processes, TimeProvider clock, Action<string> say, bool isRoot, bool offline = false)
{
    private static readonly string[] SystemFolders =
    [
        "/usr/sbin",
        "/sbin",
        "/usr/bin",
        "/bin",
        "/usr/libexec/docker/cli-plugins",
        "/usr/lib/docker/cli-plugins",
    ];

    /// <param name="forced"><c>--engine</c>; null: what is there already, else docker</param>
    /// <param name="needs">platforms that are not native get an emulator</param>
    /// <exception cref="SpringformException">E308 when not root, or when a package or the daemon fails</exception>
    public async Task ProvisionAsync(EngineKind? forced, MachineNeeds needs, CancellationToken cancellation)
    {
        var engine = await FindEngineAsync(forced, cancellation);
        var missing = new List<string>();
        if (!CanBuild(engine))
            missing.AddRange(EnginePackages(forced ?? EngineKind.Docker));
        missing.AddRange(MissingEmulator(needs.Platforms));
        missing.AddRange(needs.Files.Where(file => !MachineCheck.IsThere(processes.Environment, file)).Select(file => file.Package));
        await InstallAsync([.. missing.Distinct(StringComparer.Ordinal)], cancellation);
        if (engine is null && forced != EngineKind.Podman)
            await StartDockerAsync(forced, cancellation);
        await new Emulators(processes, say, RequireRoot).EnableAsync(needs.Platforms, cancellation);
    }

    private async Task StartDockerAsync(EngineKind? forced, CancellationToken cancellation)
    {
        if (!IsThere("dockerd"))
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.ProvisionFailed,
                    "this distribution has no package of docker that is known here",
                    "--provision",
                    "install docker (https://docs.docker.com/engine/install/) or podman"
                )
            );
        }

        RequireRoot("start docker");
        await new DockerDaemon(processes, clock, say).StartAsync(() => FindEngineAsync(forced, cancellation), cancellation);
    }

    private static bool CanBuild(EngineInfo? engine) => engine is { Kind: EngineKind.Podman } or { Buildx: true } or { BuildKit: true };

    private async Task<EngineInfo?> FindEngineAsync(EngineKind? forced, CancellationToken cancellation)
    {
        try
        {
            return await new EngineLocator(forced, processes).FindAsync(cancellation);
        }
        catch (SpringformException)
        {
            return null;
        }
    }

    // A client alone (a static one in /usr/local/bin) is no engine.
    private List<string> EnginePackages(EngineKind kind)
    {
        if (kind == EngineKind.Podman)
            return IsThere("podman") ? [] : ["podman", "catatonit"];
        List<string> packages = IsThere("dockerd") ? [] : ["docker.io", "docker-cli", "iptables", "ca-certificates"];
        if (!IsThere("docker-buildx"))
            packages.Add("docker-buildx");
        return packages;
    }

    private IEnumerable<string> MissingEmulator(IReadOnlyList<string> platforms)
    {
        // What already runs needs nothing: a host emulates for the containers and virtual machines on it, which then have no qemu of their own.
        var needed = Emulators.Needed(platforms).Where(emulator => !PlatformProbe.IsEmulated(emulator.Platform)).ToList();
        if (needed.Count == 0)
            yield break;
        if (!needed.All(emulator => IsThere(emulator.Program) || IsThere(emulator.Program + "-static")))
            yield return "qemu-user-static";
        if (!IsThere("update-binfmts"))
            yield return "binfmt-support";
    }

    private async Task InstallAsync(IReadOnlyList<string> packages, CancellationToken cancellation)
    {
        if (packages.Count == 0)
            return;
        if (offline)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.ProvisionFailed,
                    $"not installed here: {string.Join(", ", packages)}; --offline prevents installing",
                    "--provision --offline",
                    "run it once without --offline"
                )
            );
        }

        var manager =
            SystemPackages.Find(processes, say)
            ?? throw new SpringformException(
                new Problem(
                    ErrorCode.ProvisionFailed,
                    "neither apt-get nor dnf is on this machine",
                    "--provision",
                    $"install with its package manager: {string.Join(' ', packages)}"
                )
            );
        RequireRoot($"install {string.Join(' ', packages)}");
        var available = await manager.AvailableAsync(packages, cancellation);
        if (available.Count == 0)
            return;
        // Before the package starts the daemon for the first time: a daemon with images of its own is never switched to another store.
        if (available.Contains("docker.io") || available.Contains("moby-engine"))
            DaemonSettings.Merge("/etc/docker/daemon.json", say);
        await manager.InstallAsync(available, cancellation);
    }

    private void RequireRoot(string action)
    {
        if (!isRoot)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.ProvisionFailed,
                    $"only root can {action}",
                    "--provision",
                    "run the same command with sudo, once: sudo ./build.sh --target=Doctor --provision"
                )
            );
        }
    }

    private bool IsThere(string program) => processes.Environment.FindExecutables(program, SystemFolders).Count > 0;
}
