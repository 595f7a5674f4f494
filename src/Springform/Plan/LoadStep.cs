using Springform.Names;

namespace Springform.Plan;

/// <summary>A target's archives, unpacked together in one bare base image: their programs must start there and their shared objects load.</summary>
/// <param name="BaseId">a <see cref="PlannedBase"/> of the target's platform</param>
/// <param name="Archives">file names in dist/</param>
/// <param name="Commands">declared; empty: each program is started with <c>--version</c>, and each script where there is nothing else</param>
/// <param name="Key">over all but the archives themselves, whose bytes are known when they are packed; pending while the base is</param>
public sealed record LoadStep(Target Target, string BaseId, IReadOnlyList<string> Archives, IReadOnlyList<IReadOnlyList<string>> Commands, StepKey Key) : IStep
{
    /// <summary>Globs of shared objects that do not load on their own.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>Globs of <c>abi.exceptions</c>: a file for another machine that fits one is data, and passed over.</summary>
    public IReadOnlyList<string> Exceptions { get; init; } = [];

    /// <summary>Those of the archives that say that they are for any platform.</summary>
    public IReadOnlyList<string> ForAny { get; init; } = [];

    /// <summary>What the base is said to have, e.g. 2.36; null: nothing is known of it. The base itself is asked all the same.</summary>
    public string? Glibc { get; init; }

    internal RunLimits Limits { get; init; } = RunLimits.Default;

    public string Id => $"load/{Target.Id}/{BaseId}";

    public string Task => "LoadTest";
}
