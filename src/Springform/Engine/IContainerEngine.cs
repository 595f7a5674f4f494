using Springform.Machine;

namespace Springform.Engine;

/// <summary>
/// A container engine's command line, docker or podman. Everything that is made carries the labels of <see cref="RunIdentity"/>.
/// Files go in and out as tar streams, never as bind mounts: a remote engine has none, and one way serves all.
/// </summary>
internal interface IContainerEngine
{
    /// <summary>What this engine can do, probed once and then remembered for the process.</summary>
    Task<EngineInfo> ProbeAsync(CancellationToken cancellation);

    /// <summary>Builds an image. E401 with the last 40 lines of output when it fails.</summary>
    Task BuildImageAsync(ImageBuild build, IOutput output, CancellationToken cancellation);

    /// <summary>Loads a docker-archive that <paramref name="writeArchive"/> writes into the engine's standard input.</summary>
    Task LoadImageAsync(Func<Stream, CancellationToken, Task> writeArchive, CancellationToken cancellation);

    /// <summary>Streams an image out as a docker-archive. E309 when the engine does not hold it.</summary>
    Task SaveImageAsync(string reference, Func<Stream, CancellationToken, Task> readArchive, CancellationToken cancellation);

    /// <summary>Asks the registry; tells "no registry answers" apart from a registry's own refusal.</summary>
    Task<PullResult> PullAsync(string reference, string platform, IOutput output, CancellationToken cancellation);

    /// <summary>Null when the engine does not hold the image.</summary>
    Task<ImageDetails?> InspectImageAsync(string reference, CancellationToken cancellation);

    Task TagImageAsync(string reference, string tag, CancellationToken cancellation);

    Task RemoveImageAsync(string reference, CancellationToken cancellation);

    /// <summary>
    /// Creates a container, streams the inputs in, starts it with its output streamed to <paramref name="output"/>, streams the outputs out after exit 0,
    /// and removes it, also when cancelled. The result carries the exit code; a command that fails is a result, not an exception.
    /// </summary>
    Task<ContainerResult> RunAsync(ContainerRun run, IOutput output, CancellationToken cancellation);

    /// <summary>Streams paths of an image out as one tar each, without running anything.</summary>
    Task ExportAsync(string image, string platform, IReadOnlyList<ContainerCopy> copies, CancellationToken cancellation);

    /// <summary>A container by name or id, whoever started it; null when there is none.</summary>
    Task<RunningContainer?> InspectContainerAsync(string container, CancellationToken cancellation);

    /// <summary>Ids of the running containers with a label: NAME or NAME=VALUE.</summary>
    Task<IReadOnlyList<string>> FindContainersAsync(string label, CancellationToken cancellation);

    /// <summary>Runs a command in a running container. One that fails is a result, not an exception; E309 when the container does not run.</summary>
    Task<ProcessResult> ExecAsync(ContainerExec exec, CancellationToken cancellation);

    /// <summary>Stops a container and starts it again, with its files as they are.</summary>
    Task RestartContainerAsync(string container, CancellationToken cancellation);

    /// <summary>
    /// Removes containers of earlier runs on this host whose lock file is free. Never those of a living run. Gives the ids of what was removed.
    /// </summary>
    Task<IReadOnlyList<string>> RemoveLeftoversAsync(CancellationToken cancellation);
}
