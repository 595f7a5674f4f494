using Springform.Names;

namespace Springform.Plan;

/// <summary>What is compiled in a target's archives must be for its platform, and hold to a policy.</summary>
/// <param name="Policy">as <see cref="AbiTerms"/> parses it; null: only the platform counts</param>
/// <param name="Libraries">names or globs that are allowed besides</param>
/// <param name="Exceptions">globs of paths that are not held to it</param>
/// <param name="Key">over the policy; what the archives hold is known when they are packed</param>
public sealed record AbiStep(
    Target Target,
    IReadOnlyList<string> Archives,
    string? Policy,
    IReadOnlyList<string> Libraries,
    IReadOnlyList<string> Exceptions,
    StepKey Key
) : IStep
{
    /// <summary>Those of the archives that say that they are for any platform.</summary>
    public IReadOnlyList<string> ForAny { get; init; } = [];

    /// <summary>Of a wheel, which is held to the policy in its name, and to the target's as well.</summary>
    public bool IsWheel { get; init; }

    public string Id => IsWheel ? $"abi/{Archives[0]}" : $"abi/{Target.Id}";

    public string Task => "CheckAbi";
}
