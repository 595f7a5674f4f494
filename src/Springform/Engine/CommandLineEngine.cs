using System.Globalization;
using Springform.Machine;

namespace Springform.Engine;

/// <summary>
/// docker or podman through its command line. The engine is looked for when the first call needs it, so a build that has nothing to do works with
/// the engine stopped. Calls may run in parallel.
/// </summary>
/// <param name="locator">finds and probes the engine: E301, E302 when there is none</param>
/// <param name="clock">measures how long a container ran</param>
/// <param name="tidied">
/// told of each leftover of a killed run, which is removed before the first call; null: they stay until <see cref="RemoveLeftoversAsync"/>
/// </param>
internal sealed class CommandLineEngine(EngineLocator locator, ProcessRunner processes, RunIdentity identity, TimeProvider clock, Action<string>? tidied = null)
    : IContainerEngine
{
    private static readonly TimeSpan RemovalLimit = TimeSpan.FromSeconds(60);

    private readonly Lock _probing = new();
    private Task<Client>? _client;
    private int _containers;

    public async Task<EngineInfo> ProbeAsync(CancellationToken cancellation) => (await ConnectAsync(cancellation)).Info;

    public async Task BuildImageAsync(ImageBuild build, IOutput output, CancellationToken cancellation)
    {
        var client = await ConnectAsync(cancellation);
        await new ImageBuilder(client, clock).BuildAsync(build, output, cancellation);
    }

    public async Task LoadImageAsync(Func<Stream, CancellationToken, Task> writeArchive, CancellationToken cancellation)
    {
        var client = await ConnectAsync(cancellation);
        await client.RequireAsync(client.Command(CommandLines.Load()) with { Input = writeArchive }, "the image archive was not loaded", cancellation);
    }

    public async Task SaveImageAsync(string reference, Func<Stream, CancellationToken, Task> readArchive, CancellationToken cancellation) =>
        await new ImageStore(await ConnectAsync(cancellation), clock).SaveAsync(reference, readArchive, cancellation);

    public async Task<PullResult> PullAsync(string reference, string platform, IOutput output, CancellationToken cancellation) =>
        await new ImageStore(await ConnectAsync(cancellation), clock).PullAsync(reference, platform, output, cancellation);

    public async Task<ImageDetails?> InspectImageAsync(string reference, CancellationToken cancellation) =>
        await new ImageStore(await ConnectAsync(cancellation), clock).InspectAsync(reference, cancellation);

    public async Task TagImageAsync(string reference, string tag, CancellationToken cancellation)
    {
        var client = await ConnectAsync(cancellation);
        await client.RequireAsync(client.Command(CommandLines.TagImage(reference, tag)), $"{reference} was not tagged {tag}", cancellation);
    }

    public async Task RemoveImageAsync(string reference, CancellationToken cancellation)
    {
        var client = await ConnectAsync(cancellation);
        await client.RequireAsync(client.Command(CommandLines.RemoveImage(reference)), $"{reference} was not removed", cancellation);
    }

    public async Task<ContainerResult> RunAsync(ContainerRun run, IOutput output, CancellationToken cancellation)
    {
        var client = await ConnectAsync(cancellation);
        var name = NextContainerName();
        try
        {
            return await new ContainerLeg(client, run, name, clock).RunAsync(output, cancellation);
        }
        finally
        {
            await RemoveContainerAsync(client, name);
        }
    }

    public async Task ExportAsync(string image, string platform, IReadOnlyList<ContainerCopy> copies, CancellationToken cancellation)
    {
        var client = await ConnectAsync(cancellation);
        var name = NextContainerName();
        try
        {
            await client.RequireAsync(
                client.Command(client.Lines.CreateForExport(image, platform, name)),
                $"no container of {image} for {platform}",
                cancellation
            );
            foreach (var copy in copies)
                await client.CopyOutAsync(name, copy, $"image {image}", cancellation);
        }
        finally
        {
            await RemoveContainerAsync(client, name);
        }
    }

    public async Task<RunningContainer?> InspectContainerAsync(string container, CancellationToken cancellation) =>
        await new RunningContainers(await ConnectAsync(cancellation)).InspectAsync(container, cancellation);

    public async Task<IReadOnlyList<string>> FindContainersAsync(string label, CancellationToken cancellation) =>
        await new RunningContainers(await ConnectAsync(cancellation)).LabelledAsync(label, cancellation);

    public async Task<ProcessResult> ExecAsync(ContainerExec exec, CancellationToken cancellation) =>
        await new RunningContainers(await ConnectAsync(cancellation)).ExecAsync(exec, cancellation);

    public async Task RestartContainerAsync(string container, CancellationToken cancellation) =>
        await new RunningContainers(await ConnectAsync(cancellation)).RestartAsync(container, cancellation);

    public async Task<IReadOnlyList<string>> RemoveLeftoversAsync(CancellationToken cancellation) =>
        await new Leftovers(await ConnectAsync(cancellation), identity).RemoveAsync(cancellation);

    // One probe for all callers; a probe that was cancelled or failed is not remembered.
    private Task<Client> ConnectAsync(CancellationToken cancellation)
    {
        lock (_probing)
        {
            if (_client is null or { IsCanceled: true } or { IsFaulted: true })
                _client = OpenAsync(cancellation);
            return _client;
        }
    }

    private async Task<Client> OpenAsync(CancellationToken cancellation)
    {
        var info = await locator.FindAsync(cancellation);
        var client = new Client(info, processes, new CommandLines(info, identity));
        if (tidied is not null)
        {
            foreach (var container in await new Leftovers(client, identity).RemoveAsync(cancellation))
                tidied($"container {container} was left by a run that was killed: removed");
        }

        return client;
    }

    // Names of our own: a container can be removed although the engine's answer with its id never arrived.
    private string NextContainerName() => string.Create(CultureInfo.InvariantCulture, $"springform-{identity.RunId}-{Interlocked.Increment(ref _containers)}");

    // Also after a cancellation, hence a limit of its own. What cannot be removed now carries our labels, and the next run removes it.
    private static async Task RemoveContainerAsync(Client client, string name)
    {
        using var limit = new CancellationTokenSource(RemovalLimit);
        try
        {
            await client.CaptureAsync(CommandLines.Remove(name), limit.Token);
        }
        catch (OperationCanceledException)
        {
            // Nothing is lost, and the reason why the run ended matters more than this.
        }
    }
}
