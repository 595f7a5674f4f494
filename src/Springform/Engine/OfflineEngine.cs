using Springform.Errors;
using Springform.Machine;

namespace Springform.Engine;

/// <summary>An engine with --offline: it asks no registry, and nothing that it runs or builds has a network, whatever is declared.</summary>
internal sealed class OfflineEngine(IContainerEngine engine) : IContainerEngine
{
    public Task<EngineInfo> ProbeAsync(CancellationToken cancellation) => engine.ProbeAsync(cancellation);

    public Task BuildImageAsync(ImageBuild build, IOutput output, CancellationToken cancellation) =>
        engine.BuildImageAsync(build with { Network = false }, output, cancellation);

    public Task LoadImageAsync(Func<Stream, CancellationToken, Task> writeArchive, CancellationToken cancellation) =>
        engine.LoadImageAsync(writeArchive, cancellation);

    public Task SaveImageAsync(string reference, Func<Stream, CancellationToken, Task> readArchive, CancellationToken cancellation) =>
        engine.SaveImageAsync(reference, readArchive, cancellation);

    /// <summary>E307.</summary>
    public Task<PullResult> PullAsync(string reference, string platform, IOutput output, CancellationToken cancellation) =>
        throw new SpringformException(
            new Problem(
                ErrorCode.BaseUnavailable,
                $"the engine does not hold the image {reference} for {platform}, and --offline prevents asking a registry for it",
                "--offline",
                "run once without --offline"
            )
        );

    public Task<ImageDetails?> InspectImageAsync(string reference, CancellationToken cancellation) => engine.InspectImageAsync(reference, cancellation);

    public Task TagImageAsync(string reference, string tag, CancellationToken cancellation) => engine.TagImageAsync(reference, tag, cancellation);

    public Task RemoveImageAsync(string reference, CancellationToken cancellation) => engine.RemoveImageAsync(reference, cancellation);

    public Task<ContainerResult> RunAsync(ContainerRun run, IOutput output, CancellationToken cancellation) =>
        engine.RunAsync(run with { Network = false }, output, cancellation);

    public Task ExportAsync(string image, string platform, IReadOnlyList<ContainerCopy> copies, CancellationToken cancellation) =>
        engine.ExportAsync(image, platform, copies, cancellation);

    public Task<RunningContainer?> InspectContainerAsync(string container, CancellationToken cancellation) =>
        engine.InspectContainerAsync(container, cancellation);

    public Task<IReadOnlyList<string>> FindContainersAsync(string label, CancellationToken cancellation) => engine.FindContainersAsync(label, cancellation);

    public Task<ProcessResult> ExecAsync(ContainerExec exec, CancellationToken cancellation) => engine.ExecAsync(exec, cancellation);

    public Task RestartContainerAsync(string container, CancellationToken cancellation) => engine.RestartContainerAsync(container, cancellation);

    public Task<IReadOnlyList<string>> RemoveLeftoversAsync(CancellationToken cancellation) => engine.RemoveLeftoversAsync(cancellation);
}
