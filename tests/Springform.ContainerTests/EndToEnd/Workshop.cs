using Springform.ContainerTests.Engines;
using Springform.ContainerTests.Support;
using Springform.Engine;
using Springform.Machine;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>What the samples of all end-to-end tests share: the machine's docker, and a registry on loopback that holds a base of 2 MB.</summary>
public sealed class Workshop : IAsyncLifetime
{
    private readonly MachineDocker docker = new();
    private TinyRegistry? registry;

    /// <summary>In the names of the images that projects share.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N")[..8];

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
            await RemoveImagesAsync(image =>
                image == Base
                || image.Contains(Id, StringComparison.Ordinal)
                || image.StartsWith(held, StringComparison.Ordinal)
                || image.StartsWith($"{registry.Address}/", StringComparison.Ordinal)
            );
            await registry.DisposeAsync();
        }

        await docker.DisposeAsync();
    }

    /// <summary>An engine object for what tests start themselves.</summary>
    internal IContainerEngine OpenEngine() => docker.Open();

    /// <summary>The lines of docker's answer. A refusal is an error: what waits for its effect would wait for ever.</summary>
    public async Task<string[]> DockerAsync(params string[] words)
    {
        var result = await docker.Processes.CaptureAsync(new ProcessCommand(docker.Info.Executable, words), TestContext.Current.CancellationToken);
        if (!result.Succeeded)
            throw new InvalidOperationException($"docker {words[0]}: {result.LastWords}");
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Names with tags; or with a digest, where an image was pulled by it or lost its tag to a later one.</summary>
    public async Task<IReadOnlyList<string>> ImagesAsync(Func<string, bool> isOurs) =>
        [.. (await DockerAsync("image", "ls", "--digests", "--format", "{{.Repository}} {{.Tag}} {{.Digest}}")).Select(NameOf).OfType<string>().Where(isOurs)];

    /// <summary>By name: other tests' images may be the same bytes under another one.</summary>
    public async Task RemoveImagesAsync(Func<string, bool> isOurs)
    {
        foreach (var image in await ImagesAsync(isOurs))
            await DockerAsync("image", "rm", "--force", image);
    }

    private static string? NameOf(string line) =>
        line.Split(' ') switch
        {
            [var repository, not "<none>" and var tag, ..] => $"{repository}:{tag}",
            [not "<none>" and var repository, _, not "<none>" and var digest] => $"{repository}@{digest}",
            _ => null,
        };
}
