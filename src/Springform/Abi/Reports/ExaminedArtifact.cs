using Springform.Abi.Policies;
using Springform.Errors;
using Springform.Plan;

namespace Springform.Abi.Reports;

/// <summary>What a report says of one artifact, or of a file or folder that was named by hand.</summary>
/// <param name="Target">null: not of a target</param>
/// <param name="Policy">null: held to none</param>
internal sealed record ExaminedArtifact(string Name, string? Target, string? Policy, AbiContents Contents, IReadOnlyList<Violation> Violations)
{
    /// <summary>Null without ELF files, or when all of them are for other machines.</summary>
    public AbiFloor? Floor { get; init; } = AbiFloor.Of(Contents.Files);

    /// <summary>What is allowed and should be known.</summary>
    public IReadOnlyList<Violation> Warnings { get; init; } = [];

    /// <param name="policy">null: reported only</param>
    public static ExaminedArtifact Of(string name, string? target, AbiContents contents, AbiPolicy? policy) =>
        new(name, target, policy?.Text, contents, policy?.Check(contents) ?? [])
        {
            Floor = AbiFloor.Of(policy?.Held(contents.Files) ?? contents.Files),
            Warnings = policy?.Warnings(contents) ?? [],
        };

    /// <summary>Violations as errors, with the artifact as their place.</summary>
    public IEnumerable<Problem> Problems() =>
        Violations.Select(violation => new Problem(
            violation.Code,
            Quoted.Clean($"{violation.Path} {violation.What}"),
            Quoted.Clean(Place(violation.Path)),
            violation.Fix
        ));

    /// <summary><c>lib/libfoo.so in foo-1.0.tgz, target debian11-amd64</c></summary>
    public string Place(string path) => $"{(path == Name ? path : $"{path} in {Name}")}{(Target is null ? "" : $", target {Target}")}";
}
