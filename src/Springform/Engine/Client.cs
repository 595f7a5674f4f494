using Springform.Errors;
using Springform.Machine;

namespace Springform.Engine;

/// <summary>The engine's client program: starts it with an argument list and turns its failures into problems.</summary>
internal sealed class Client(EngineInfo info, ProcessRunner processes, CommandLines lines)
{
    /// <summary>docker 26, docker 20.10, podman 4.3.</summary>
    private static readonly string[] MissingPath =
    [
        "could not find the file",
        "no such container:path",
        "could not be found on container",
        "no such file or directory",
    ];

    public EngineInfo Info => info;

    public CommandLines Lines => lines;

    /// <summary>What the client program sees of this process.</summary>
    public ProcessEnvironment Environment => processes.Environment;

    public ProcessCommand Command(IReadOnlyList<string> arguments) => new(info.Executable, arguments) { Environment = BuildKitSwitch() };

    public Task<int> RunAsync(ProcessCommand command, CancellationToken cancellation) => processes.RunAsync(command, cancellation);

    public Task<int> RunOnTerminalAsync(ProcessCommand command, CancellationToken cancellation) => processes.RunOnTerminalAsync(command, cancellation);

    public Task<ProcessResult> CaptureAsync(IReadOnlyList<string> arguments, CancellationToken cancellation) => CaptureAsync(Command(arguments), cancellation);

    public Task<ProcessResult> CaptureAsync(ProcessCommand command, CancellationToken cancellation) => processes.CaptureAsync(command, cancellation);

    /// <summary>E302, E305 or E309 when the command fails.</summary>
    /// <param name="failure">what did not happen, a clause</param>
    public async Task<ProcessResult> RequireAsync(ProcessCommand command, string failure, CancellationToken cancellation)
    {
        var result = await processes.CaptureAsync(command, cancellation);
        return result.Succeeded ? result : throw Failed(failure, command.Arguments, result.LastWords);
    }

    /// <summary>Streams one path out. E403 when it does not exist and is not optional.</summary>
    /// <param name="owner">whose path it is, for the message</param>
    public async Task CopyOutAsync(string container, ContainerCopy copy, string owner, CancellationToken cancellation)
    {
        var first = new FirstBytes(copy.Read);
        var words = new OutputTail(SilentOutput.Instance);
        var command = Command(CommandLines.CopyOut(container, copy.ContainerPath)) with { Output = first.ReadAsync, ErrorLine = words.Line };
        var exitCode = await processes.RunAsync(command, cancellation);
        if (exitCode == 0)
            return;
        if (first.Came || !IsMissingPath(words.Lines))
            throw Failed($"{owner}: {copy.ContainerPath} could not be copied out", command.Arguments, string.Join('\n', words.Lines));
        if (copy.Optional)
            return;
        throw new SpringformException(
            new Problem(ErrorCode.NoOutput, $"{owner} has no {copy.ContainerPath}", owner, "correct the declared path, or the command that should make it")
        );
    }

    private SpringformException Failed(string failure, IReadOnlyList<string> arguments, string lastWords) =>
        EngineProblems.Failed(
            info,
            failure,
            ShellQuoting.Render([info.Executable, .. arguments.Take(3)]) + " ...",
            lastWords.Split('\n'),
            ErrorCode.EngineFailed,
            "see the engine's words below"
        );

    private static bool IsMissingPath(IEnumerable<string> lines) =>
        lines.Any(line => MissingPath.Any(text => line.Contains(text, StringComparison.OrdinalIgnoreCase)));

    // Without buildx a docker client up to 22 uses the legacy builder unless this says otherwise; later ones and podman ignore it.
    private Dictionary<string, string?> BuildKitSwitch() =>
        info is { Buildx: false, BuildKit: true } ? new(StringComparer.Ordinal) { ["DOCKER_BUILDKIT"] = "1" } : [];
}
