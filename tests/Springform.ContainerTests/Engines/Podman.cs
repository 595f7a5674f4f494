using Springform.Engine;
using Springform.Machine;

namespace Springform.ContainerTests.Engines;

/// <summary>The podman of this machine, with a containers.conf and storage of its own, as a machine without systemd and with low limits needs it.</summary>
public sealed class Podman : EngineUnderTest
{
    // Each setting is one that podman's defaults would take from systemd or raise beyond what a container of a CI service may.
    private const string Settings = """
        [containers]
        default_ulimits = ["nofile=20000:20000", "nproc=30000:30000"]
        [engine]
        cgroup_manager = "cgroupfs"
        events_logger = "file"
        runtime = "runc"
        """;

    internal override EngineKind Kind => EngineKind.Podman;

    private protected override async Task<ProcessEnvironment> StartAsync(string folder, CancellationToken cancellation)
    {
        var settings = Path.Combine(folder, "containers.conf");
        await File.WriteAllTextAsync(settings, Settings, cancellation);
        var registries = Path.Combine(folder, "registries.conf");
        await File.WriteAllTextAsync(registries, "[[registry]]\nprefix = \"127.0.0.1\"\nlocation = \"127.0.0.1\"\ninsecure = true\n", cancellation);
        return ProcessEnvironment.Current().With([new("CONTAINERS_CONF", settings), new("CONTAINERS_REGISTRIES_CONF", registries)]);
    }
}
