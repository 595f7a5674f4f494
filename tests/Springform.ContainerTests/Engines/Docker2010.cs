using System.Diagnostics;
using Springform.ContainerTests.Support;
using Springform.Engine;
using Springform.Machine;

namespace Springform.ContainerTests.Engines;

/// <summary>
/// Debian 12's docker 20.10 without buildx, unpacked beside the machine's own: with its own data, sockets and pid file, and a bridge of its own:
/// a daemon that is told to have none removes docker0, and with it the network of the machine's own daemon.
/// </summary>
public sealed class Docker2010 : EngineUnderTest
{
    private const string Bridge = "springform2010";

    private Process? _daemon;
    private string _folder = "";

    internal override EngineKind Kind => EngineKind.Docker;

    // The machine's own client in /usr/bin would be the better one.
    internal override EngineLocator LocatorFor(ProcessRunner processes) => new(Kind, processes, furtherFolders: []);

    private protected override async Task<ProcessEnvironment> StartAsync(string folder, CancellationToken cancellation)
    {
        var current = ProcessEnvironment.Current();
        if (!OperatingSystem.IsLinux() || !System.Environment.IsPrivilegedProcess)
            return CannotStart("docker 20.10 beside the machine's own engine needs root on Linux", current);
        _folder = folder;
        var root = await new DebianPackages(new ProcessRunner(current)).UnpackAsync(
            "amd64",
            ["docker.io", "containerd", "runc", "libseccomp2", "libdevmapper1.02.1", "iptables"],
            cancellation
        );
        WriteClient(root);
        var environment = current.With([
            new("PATH", $"{folder}/bin:{root}/usr/sbin:{root}/usr/bin:/usr/sbin:/sbin:/bin"),
            new("LD_LIBRARY_PATH", $"{root}/usr/lib/x86_64-linux-gnu:{root}/lib/x86_64-linux-gnu"),
            new("DOCKER_HOST", $"unix://{folder}/docker.sock"),
            new("DOCKER_CONFIG", folder),
        ]);
        var words = await StartDaemonAsync(root, environment);
        return words is null ? environment : CannotStart(words, environment);
    }

    protected override async Task StopAsync()
    {
        if (_daemon is not { } daemon)
            return;
        await Processes.CaptureAsync(new ProcessCommand("kill", ["-TERM", $"{daemon.Id}"]), CancellationToken.None);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await daemon.WaitForExitAsync(limit.Token);
        daemon.Dispose();
        await IpAsync("link", "delete", Bridge);
        // dockerd leaves the name of its network namespace mounted.
        await Processes.CaptureAsync(new ProcessCommand("umount", [$"{_folder}/exec/netns/default"]), CancellationToken.None);
    }

    // The machine's buildx plugin would be found by this client too: a mount namespace of its own hides it.
    private void WriteClient(string root)
    {
        var client = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "bin")).FullName, "docker");
        File.WriteAllText(
            client,
            $$"""
            #!/bin/sh
            exec unshare --mount sh -c '
              for folder in /usr/libexec/docker/cli-plugins /usr/lib/docker/cli-plugins; do
                [ ! -d "$folder" ] || mount -t tmpfs tmpfs "$folder"
              done
              exec "$0" "$@"' {{root}}/usr/bin/docker "$@"
            """
        );
        if (OperatingSystem.IsLinux())
            File.SetUnixFileMode(client, (UnixFileMode)0b111_101_101);
    }

    // What a killed test run left of the bridge is as good as a new one: a refusal to add it again is no failure.
    private Task<ProcessResult> IpAsync(params string[] arguments) => Processes.CaptureAsync(new ProcessCommand("ip", arguments), CancellationToken.None);

    /// <returns>null when it listens, else its last words</returns>
    private async Task<string?> StartDaemonAsync(string root, ProcessEnvironment environment)
    {
        var start = new ProcessStartInfo(
            $"{root}/usr/sbin/dockerd",
            [
                "--host",
                $"unix://{_folder}/docker.sock",
                "--data-root",
                $"{_folder}/data",
                "--exec-root",
                $"{_folder}/exec",
                "--pidfile",
                $"{_folder}/docker.pid",
                "--config-file",
                $"{_folder}/daemon.json",
                $"--bridge={Bridge}",
                "--iptables=false",
            ]
        )
        {
            RedirectStandardError = true,
        };
        await File.WriteAllTextAsync($"{_folder}/daemon.json", "{}");
        await IpAsync("link", "add", Bridge, "type", "bridge");
        await IpAsync("addr", "add", "192.168.241.1/24", "dev", Bridge);
        await IpAsync("link", "set", Bridge, "up");
        start.Environment.Clear();
        foreach (var (name, value) in environment.Variables)
            start.Environment[name] = value;
        _daemon = Process.Start(start)!;
        var log = new Queue<string>();
        while (await _daemon.StandardError.ReadLineAsync() is { } line)
        {
            log.Enqueue(line);
            if (line.Contains("API listen on", StringComparison.Ordinal))
            {
                _ = _daemon.StandardError.ReadToEndAsync();
                return null;
            }
        }

        return "dockerd 20.10 did not start: " + string.Join('\n', log.TakeLast(5));
    }
}
