using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>What differs between the examples that are built once for all facts about them.</summary>
/// <param name="Name">its folder below examples/</param>
/// <param name="Images">what the names of the images begin with that a build leaves in the engine, without those of bases</param>
public sealed record Example(string Name, params IReadOnlyList<string> Images)
{
    /// <summary>Of its one run.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = ["--target=Dist"];

    /// <summary>A git tag that it is built at; null for none.</summary>
    public string? Tag { get; init; }

    /// <summary>A package index listens on loopback beside it, and its configuration names that.</summary>
    public bool HasIndex { get; init; }

    /// <summary>Changes its copy before that is committed.</summary>
    internal Action<GitProject>? Prepare { get; init; }
}
