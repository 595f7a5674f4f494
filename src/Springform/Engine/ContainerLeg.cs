using System.Text.Json;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;

namespace Springform.Engine;

/// <summary>
/// One container's life without its removal: create, inputs in, start, outputs out. The order is what makes it safe: nothing runs before all inputs
/// are there, and nothing is copied out of a command that failed.
/// </summary>
internal sealed class ContainerLeg(Client client, ContainerRun run, string container, TimeProvider clock)
{
    public async Task<ContainerResult> RunAsync(IOutput output, CancellationToken cancellation)
    {
        await client.RequireAsync(
            client.Command(client.Lines.Create(run, container)),
            $"{run.Name}: no container of {run.Image} for {run.Platform}",
            cancellation
        );
        await CopyInAsync(cancellation);
        var result = await StartAsync(output, cancellation);
        if (result.ExitCode == 0)
        {
            foreach (var copy in run.Outputs)
                await client.CopyOutAsync(container, copy, run.Name, cancellation);
            foreach (var copy in run.FurtherOutputs?.Invoke() ?? [])
                await client.CopyOutAsync(container, copy, run.Name, cancellation);
        }

        return result;
    }

    private async Task CopyInAsync(CancellationToken cancellation)
    {
        if (client.Info.Kind == EngineKind.Podman)
            await new PodmanWorkDirectory(client, container, run.WorkDirectory).EnsureAsync(cancellation);
        if (run.Inputs is not { } inputs)
            return;
        var command = client.Command(CommandLines.CopyIn(container, run.WorkDirectory)) with { Input = inputs };
        await client.RequireAsync(command, $"{run.Name}: the inputs did not get into {run.WorkDirectory}", cancellation);
    }

    private async Task<ContainerResult> StartAsync(IOutput output, CancellationToken cancellation)
    {
        if (run.Terminal)
            return await StartOnTerminalAsync(cancellation);
        var tail = new OutputTail(output);
        // The client would pass SIGTERM on to the command and wait for it: the container is ours alone and is removed anyway, so no grace.
        var command = client.Command(CommandLines.Start(container)) with
        {
            OutputLine = tail.Line,
            ErrorLine = tail.Line,
            Grace = TimeSpan.Zero,
        };
        var begin = clock.GetTimestamp();
        var ended = await Deadline.RunAsync(run.Limits.Timeout, clock, token => client.RunAsync(command, token), cancellation);
        var result = new ContainerResult(ended ?? ContainerResult.EndedByUs, clock.GetElapsedTime(begin), tail.Lines) { TimedOut = ended is null };
        if (ended is not { } exitCode)
            return result;
        return exitCode == 0 ? result : Emulated(await WhoseExitCodeAsync(result, cancellation));
    }

    private async Task<ContainerResult> StartOnTerminalAsync(CancellationToken cancellation)
    {
        var begin = clock.GetTimestamp();
        var exitCode = await client.RunOnTerminalAsync(client.Command(CommandLines.Start(container, terminal: true)), cancellation);
        return new ContainerResult(exitCode, clock.GetElapsedTime(begin), []);
    }

    // The client's exit code alone cannot tell a command that ended with 125, 126 or 127 from an engine that could not start it: the container's state does.
    private async Task<ContainerResult> WhoseExitCodeAsync(ContainerResult result, CancellationToken cancellation)
    {
        var inspected = await client.CaptureAsync(CommandLines.ContainerState(container), cancellation);
        if (!inspected.Succeeded)
            throw Failed($"{run.Name}: the container is gone", [.. result.Tail, inspected.LastWords]);
        using var state = JsonDocument.Parse(inspected.Output);
        var exitCode = state.RootElement.GetProperty("ExitCode").GetInt32();
        var error = state.RootElement.TryGetProperty("Error", out var text) ? text.GetString() : null;
        if (state.RootElement.GetProperty("Running").GetBoolean())
            throw Failed($"{run.Name}: the connection to the running container was lost", result.Tail);
        var started = HasStarted(state.RootElement);
        if (started && exitCode != 0)
            return result with { ExitCode = exitCode, EngineError = result.Tail.LastOrDefault(IsInitsError), OutOfMemory = IsOutOfMemory(state.RootElement) };
        if (started)
            throw Failed($"{run.Name}: the command ended with 0, but its output was cut off", result.Tail);
        var reason = string.IsNullOrEmpty(error) ? string.Join(' ', result.Tail.TakeLast(1)) : error;
        return result with { ExitCode = exitCode == 0 ? 127 : exitCode, EngineError = reason };
    }

    /// <summary>E304 when it is the processor that is missing, and not the program that is wrong.</summary>
    private ContainerResult Emulated(ContainerResult result) =>
        EmulationProblems.Of(client.Info, run.Platform, run.Name, [.. result.Tail, result.EngineError ?? ""]) is { } problem
            ? throw new SpringformException(problem with { Details = result.Tail })
            : result;

    // With an init as process 1 the container has started, and it is the init that cannot find the command: docker-init is tini, podman's is catatonit.
    private static bool IsInitsError(string line) =>
        line.StartsWith("[FATAL tini ", StringComparison.Ordinal) || line.StartsWith("ERROR (catatonit:", StringComparison.Ordinal);

    private static bool IsOutOfMemory(JsonElement state) => state.TryGetProperty("OOMKilled", out var killed) && killed.ValueKind == JsonValueKind.True;

    // Go's zero time, year 1, stands for never.
    private static bool HasStarted(JsonElement state) =>
        state.TryGetProperty("StartedAt", out var time) && !time.GetString()!.StartsWith("0001-", StringComparison.Ordinal);

    private SpringformException Failed(string what, IReadOnlyList<string> lastLines) =>
        EngineProblems.Failed(client.Info, what, run.Name, lastLines, ErrorCode.EngineFailed, "run the same command again");
}
