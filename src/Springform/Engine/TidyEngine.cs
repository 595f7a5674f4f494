namespace Springform.Engine;

/// <summary>
/// An engine that, before it is first used, is rid of what killed runs on this host left in it. A build with nothing to do never comes here.
/// </summary>
/// <param name="log">told of each thing that was removed</param>
public sealed class TidyEngine(IContainerEngine inner, IOutput log) : IContainerEngine
{
    private readonly Lock _starting = new();
    private Task<IReadOnlyList<string>>? _removal;

    public Task<EngineInfo> ProbeAsync(CancellationToken cancellation) => inner.ProbeAsync(cancellation);

    public async Task BuildImageAsync(ImageBuild build, IOutput output, CancellationToken cancellation) =>
        await (await TidyAsync(cancellation)).BuildImageAsync(build, output, cancellation);

    public async Task LoadImageAsync(Func<Stream, CancellationToken, Task> writeArchive, CancellationToken cancellation) =>
        await (await TidyAsync(cancellation)).LoadImageAsync(writeArchive, cancellation);

    public async Task<PullResult> PullAsync(string reference, string platform, IOutput output, CancellationToken cancellation) =>
        await (await TidyAsync(cancellation)).PullAsync(reference, platform, output, cancellation);

    public async Task<ImageDetails?> InspectImageAsync(string reference, CancellationToken cancellation) =>
        await (await TidyAsync(cancellation)).InspectImageAsync(reference, cancellation);

    public async Task TagImageAsync(string reference, string tag, CancellationToken cancellation) =>
        await (await TidyAsync(cancellation)).TagImageAsync(reference, tag, cancellation);

    public async Task RemoveImageAsync(string reference, CancellationToken cancellation) =>
        await (await TidyAsync(cancellation)).RemoveImageAsync(reference, cancellation);

    public async Task<ContainerResult> RunAsync(ContainerRun run, IOutput output, CancellationToken cancellation) =>
        await (await TidyAsync(cancellation)).RunAsync(run, output, cancellation);

    public async Task ExportAsync(string image, string platform, IReadOnlyList<ContainerCopy> copies, CancellationToken cancellation) =>
        await (await TidyAsync(cancellation)).ExportAsync(image, platform, copies, cancellation);

    public Task<IReadOnlyList<string>> RemoveLeftoversAsync(CancellationToken cancellation) => inner.RemoveLeftoversAsync(cancellation);

    private async Task<IContainerEngine> TidyAsync(CancellationToken cancellation)
    {
        Task<IReadOnlyList<string>> removal;
        var isFirst = false;
        lock (_starting)
        {
            isFirst = _removal is null;
            removal = _removal ??= inner.RemoveLeftoversAsync(cancellation);
        }

        foreach (var name in await removal)
        {
            if (isFirst)
                log.Line($"    removed {name}, which a killed run had left");
        }

        return inner;
    }
}
