using Springform.ContainerTests.Engines;
using Springform.ContainerTests.Support;
using Springform.Engine;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>What the samples of all end-to-end tests share: the machine's docker, and a registry on loopback that holds a base of 2 MB.</summary>
public sealed class Workshop : IAsyncLifetime
{
    private readonly MachineDocker docker = new();
    private TinyRegistry? registry;

    public string Base => $"{registry!.Address}/busybox:1";

    public string Platform => docker.Info.NativePlatform;

    public string? Missing => docker.Missing;

    /// <summary>Skips the test where there is no docker; fails it in CI.</summary>
    public void Require()
    {
        if (docker.Missing is not { } reason)
            return;
        Assert.SkipUnless(docker.Environment["CI"] == "true", reason);
        Assert.Fail(reason);
    }

    public async ValueTask InitializeAsync()
    {
        await docker.InitializeAsync();
        if (docker.Missing is not null)
            return;
        var layer = await new BusyboxImage(docker.Processes).LayerAsync(Platform, TestContext.Current.CancellationToken);
        registry = await TinyRegistry.StartAsync(layer, Platform);
    }

    public async ValueTask DisposeAsync()
    {
        if (registry is not null)
        {
            var held = $"localhost/springform/base/{registry.Address.Replace('.', '-').Replace(':', '-')}-";
            await RemoveImagesAsync(image => image == Base || image.StartsWith(held, StringComparison.Ordinal) || image.StartsWith($"{registry.Address}/", StringComparison.Ordinal));
            await registry.DisposeAsync();
        }

        await docker.DisposeAsync();
    }

    /// <summary>The lines of docker's answer. A refusal is an error: what waits for its effect would wait for ever.</summary>
    public async Task<string[]> DockerAsync(params string[] words)
    {
        var result = await docker.Processes.CaptureAsync(new ProcessCommand(docker.Info.Executable, words), TestContext.Current.CancellationToken);
        if (!result.Succeeded)
            throw new InvalidOperationException($"docker {words[0]}: {result.LastWords}");
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Names with tags.</summary>
    public async Task<IReadOnlyList<string>> ImagesAsync(Func<string, bool> isOurs) => [.. (await NamedImagesAsync(isOurs)).Select(image => image.Name)];

    /// <summary>Also those that lost their tag to a later build.</summary>
    public async Task RemoveImagesAsync(Func<string, bool> isOurs)
    {
        foreach (var (name, id) in await NamedImagesAsync(isOurs))
            await DockerAsync("image", "rm", "--force", name.EndsWith(":<none>", StringComparison.Ordinal) ? id : name);
    }

    private async Task<IReadOnlyList<(string Name, string Id)>> NamedImagesAsync(Func<string, bool> isOurs) =>
        [.. (await DockerAsync("image", "ls", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}")).Select(line => line.Split(' ')).Select(words => (words[0], words[1])).Where(image => isOurs(image.Item1))];
}
