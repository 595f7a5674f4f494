using Springform.Names;

namespace Springform.Plan;

/// <summary>A command in a builder: compile (with outputs) or test (without).</summary>
/// <param name="Id">compile/x86_64/1-make</param>
/// <param name="Target">null: once for all targets</param>
/// <param name="BuilderId">a <see cref="BuilderStep"/></param>
public sealed record CommandStep(string Id, Target? Target, string BuilderId, IReadOnlyList<string> Command, StepKey Key) : IStep
{
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Globs; empty for a test.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>Earlier steps whose outputs this one sees, in order.</summary>
    public required IReadOnlyList<string> After { get; init; }

    public IReadOnlyList<string> Secrets { get; init; } = [];

    public IReadOnlyDictionary<string, string> Caches { get; init; } = new Dictionary<string, string>();

    public bool Network { get; init; }

    /// <summary>What the work tree has of the outputs, which must be what the command makes; null: they are not compared.</summary>
    internal FileSet? Tracked { get; init; }

    internal RunLimits Limits { get; init; } = RunLimits.Default;

    public bool IsTest => Outputs.Count == 0;

    public string Task => "Compile";
}
