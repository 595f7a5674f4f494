using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Engine;

/// <summary>A container that ran to its end.</summary>
/// <param name="ExitCode">of the command</param>
/// <param name="Tail">the last 40 lines of output</param>
internal sealed record ContainerResult(int ExitCode, TimeSpan Elapsed, IReadOnlyList<string> Tail)
{
    /// <summary>The exit code of what had to be ended: of SIGKILL, as a shell tells it.</summary>
    public const int EndedByUs = 137;

    /// <summary>
    /// Why the engine could not start the command (no such program in the image); null when <see cref="ExitCode"/> is the command's own,
    /// also when that is 125, 126 or 127.
    /// </summary>
    public string? EngineError { get; init; }

    /// <summary>It was still running when its time was over, and was ended.</summary>
    public bool TimedOut { get; init; }

    /// <summary>The kernel ended it, or a process of its, because its container had no memory left.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>Why it has no good end, as a clause for a message, and what to do about it.</summary>
    /// <param name="limits">that it was run with</param>
    public (string What, string? Fix) Ending(RunLimits limits) =>
        EngineError is { } reason ? ($"could not start: {reason}", null)
        : TimedOut
            ? (
                $"did not end within {RunLimits.Words(limits.Timeout)} and was ended",
                "mend what hangs (its last lines are below), or raise its timeout in springform.yaml (0: none)"
            )
        : OutOfMemory
            ? (
                $"ran out of memory{(limits.MemoryBytes is { } bytes ? $": its container may use {bytes / 1_000_000} MB" : "")} (exit code {ExitCode})",
                "raise memory in springform.yaml, or let it use less, for example with fewer jobs at once"
            )
        : ($"ended with exit code {ExitCode}", null);
}
