using Springform.Names;

namespace Springform.Plan;

/// <summary>A (platform, base, variant) combination that artifacts are made for.</summary>
/// <param name="Id">e.g. debian12-arm64</param>
/// <param name="BuildPlatform">what its commands run on: its own platform, or another for cross-compilation</param>
/// <param name="Base">name of the base it is compiled on; null: whatever the builder's Dockerfile says</param>
public sealed record Target(string Id, string Platform, string BuildPlatform, string? Base, string? Variant, string Suffix)
{
    /// <summary>The file in dist/ that says what it was built on and with.</summary>
    public string BuildInfoName => $"build-info-{Id}.json";

    /// <summary>The same for people, beside a wheel; null for a target that makes none.</summary>
    public string? BuildInfoTextName => Python is null ? null : $"build-info-{Id}.txt";

    public IEnumerable<string> BuildInfoNames => BuildInfoTextName is { } text ? [BuildInfoName, text] : [BuildInfoName];

    /// <summary>Unexpanded templates as the configuration gives them.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Of its commands, tests and load tests, unless one has its own timeout.</summary>
    internal RunLimits Limits { get; init; } = RunLimits.Default;

    /// <summary>The Python that its wheel is for; null for a target that makes none.</summary>
    internal PythonTag? Python { get; init; }
}
