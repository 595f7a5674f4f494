namespace Springform.Plan;

/// <summary>A target's archives, unpacked together in one bare base image: their programs must start there and their shared objects load.</summary>
/// <param name="BaseId">a <see cref="PlannedBase"/> of the target's platform</param>
/// <param name="Archives">file names in dist/</param>
/// <param name="Commands">declared; empty: each executable is started with <c>--version</c></param>
public sealed record LoadStep(Target Target, string BaseId, IReadOnlyList<string> Archives, IReadOnlyList<IReadOnlyList<string>> Commands)
{
    /// <summary>Globs of shared objects that do not load on their own.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>What the base is said to have, e.g. 2.36; null: nothing is known of it. The base itself is asked all the same.</summary>
    public string? Glibc { get; init; }

    public RunLimits Limits { get; init; } = RunLimits.Default;

    public string Id => $"load/{Target.Id}/{BaseId}";
}
