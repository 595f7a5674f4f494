using Springform.ContainerTests.Support;
using Springform.Engine;
using Springform.Images;
using Springform.Keys;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.ContainerTests.Engines;

public abstract partial class EngineContract
{
    /// <summary>A registry's digest is that of the index of all platforms; most engines keep one image under it.</summary>
    [Fact]
    public async Task A_pinned_base_is_held_for_two_platforms_at_once()
    {
        var processes = new ProcessRunner(ProcessEnvironment.Current());
        var layers = new List<(string, byte[])>();
        foreach (var platform in new[] { "linux/amd64", "linux/arm64" })
            layers.Add((platform, await new BusyboxImage(processes).LayerAsync(platform, Cancellation)));
        await using var registry = await TinyRegistry.StartAsync(layers);
        using var folder = new TempFolder();
        var log = new RecordedOutput();
        var hasher = new FileHasher(Path.Combine(folder.Path, "stat-cache"), TimeProvider.System);
        using var bases = new BaseImages(
            Engine,
            new RootfsCache(folder.Path, new Mmdebstrap(processes, TimeProvider.System), hasher, TimeProvider.System, log),
            new LocalPins(Path.Combine(folder.Path, "pins.json")),
            log
        );
        PlannedBase Base(string platform) => new("tiny", $"{registry.Address}/tiny:1", platform, null, [], new BasePin(BaseSource.Registry, registry.Digest!));
        PlannedBase[] planned = [Base("linux/amd64"), Base("linux/arm64")];
        try
        {
            foreach (var wanted in planned)
                await bases.EnsureAsync(wanted, log, Cancellation);

            (await MachineAsync(planned[0])).ShouldBe(0x3E);
            (await MachineAsync(planned[1])).ShouldBe(0xB7);
        }
        finally
        {
            foreach (var wanted in planned)
                await RemoveAsync(wanted.EngineReference!);
            await RemoveAsync(planned[0].Reference!);
        }
    }

    /// <summary>What busybox in it was compiled for: e_machine of its ELF header.</summary>
    private async Task<int> MachineAsync(PlannedBase wanted)
    {
        using var tar = new MemoryStream();
        await Engine.ExportAsync(
            wanted.EngineReference!,
            wanted.Platform,
            [new ContainerCopy("/bin/busybox", (stream, token) => stream.CopyToAsync(tar, token))],
            Cancellation
        );
        var bytes = tar.ToArray();
        var elf = bytes.AsSpan().IndexOf("\u007fELF"u8);
        return bytes[elf + 18] | (bytes[elf + 19] << 8);
    }
}
