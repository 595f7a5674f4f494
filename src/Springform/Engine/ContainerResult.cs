namespace Springform.Engine;

/// <summary>A container that ran to its end.</summary>
/// <param name="ExitCode">of the command</param>
/// <param name="Tail">the last 40 lines of output</param>
/// <param name="ByHand">a command line that runs the same again, secrets masked</param>
public sealed record ContainerResult(int ExitCode, TimeSpan Elapsed, IReadOnlyList<string> Tail, string ByHand)
{
    /// <summary>
    /// Why the engine could not start the command (no such program in the image); null when <see cref="ExitCode"/> is the command's own,
    /// also when that is 125, 126 or 127.
    /// </summary>
    public string? EngineError { get; init; }
}
