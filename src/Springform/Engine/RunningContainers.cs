using System.Text;
using System.Text.Json;
using Springform.Errors;
using Springform.Machine;

namespace Springform.Engine;

/// <summary>Containers that somebody else started: finding them, and running commands in them.</summary>
internal sealed class RunningContainers(Client client)
{
    private const string DockerRefusal = "Error response from daemon:";

    /// <summary>docker: "No such container"; podman: "no such container".</summary>
    private const string Absent = "no such container";

    public async Task<RunningContainer?> InspectAsync(string container, CancellationToken cancellation)
    {
        var result = await client.CaptureAsync(CommandLines.InspectContainer(container), cancellation);
        if (result.Succeeded)
            return Parse(result.Output);
        if (result.Error.Contains(Absent, StringComparison.OrdinalIgnoreCase))
            return null;
        throw EngineProblems.Failed(
            client.Info,
            $"the container {container} could not be inspected",
            container,
            [result.LastWords],
            ErrorCode.EngineFailed,
            "see the engine's words below"
        );
    }

    public async Task<IReadOnlyList<string>> LabelledAsync(string label, CancellationToken cancellation)
    {
        var listed = await client.RequireAsync(client.Command(CommandLines.RunningWithLabel(label)), "the containers could not be listed", cancellation);
        return listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>A command that fails is a result. E309 or E302 when it is the engine that refuses: the container does not run any more.</summary>
    public async Task<ProcessResult> ExecAsync(ContainerExec exec, CancellationToken cancellation)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var command = client.Command(CommandLines.Exec(exec)) with
        {
            // What writes the input may wait for something else: the command's end is its end too.
            Input = exec.Input is not { } write ? null : async (stream, token) => await await Task.WhenAny(write(stream, token), ended.Task),
            Output = async (stream, token) =>
            {
                await LineReader.ReadAsync(stream, Line, Secrets.None, token);
                ended.TrySetResult();
            },
            ErrorLine = line => error.Append(line).Append('\n'),
        };
        var secret = command.Environment.Concat(exec.Secrets.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        command = command with { Environment = new Dictionary<string, string?>(secret, StringComparer.Ordinal) };
        var result = new ProcessResult(await client.RunAsync(command, cancellation), output.ToString(), error.ToString());
        return !result.Succeeded && IsEngines(result.Error)
            ? throw EngineProblems.Failed(
                client.Info,
                $"a command could not be run in the container {exec.Container}",
                exec.Container,
                [result.LastWords],
                ErrorCode.EngineFailed,
                "see whether the container still runs, and start it"
            )
            : result;

        void Line(string text)
        {
            output.Append(text).Append('\n');
            exec.OutputLine?.Invoke(text);
        }
    }

    public Task RestartAsync(string container, CancellationToken cancellation) =>
        client.RequireAsync(client.Command(CommandLines.Restart(container)), $"the container {container} was not restarted", cancellation);

    // A program that is missing is the container's fault, and its exit code says so.
    private static bool IsEngines(string error) =>
        error
            .Split('\n')
            .Any(line =>
                line.Contains(DockerRefusal, StringComparison.Ordinal)
                || line.Contains("Cannot connect to", StringComparison.Ordinal)
                || line.Contains("container state improper", StringComparison.Ordinal)
                || line.StartsWith("Error: no container with", StringComparison.Ordinal)
            );

    private static RunningContainer Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        // podman gives a list of one whatever the format.
        var container = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement[0] : document.RootElement;
        var image = container.GetProperty("Image").GetString()!;
        return new RunningContainer(
            container.GetProperty("Id").GetString()!,
            container.GetProperty("Name").GetString()!.TrimStart('/'),
            container.GetProperty("Config").GetProperty("Image").GetString() ?? image,
            image.Contains(':', StringComparison.Ordinal) ? image : "sha256:" + image,
            container.GetProperty("State").GetProperty("Running").GetBoolean()
        );
    }
}
