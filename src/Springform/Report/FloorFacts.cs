namespace Springform.Report;

/// <summary>The oldest system that an archive runs on, and why.</summary>
/// <param name="Policy">what it is held to; null: nothing</param>
/// <param name="SetBy">file and symbol; null: nothing asks for a version</param>
/// <param name="Symbols">of each file that asks for just this version: <c>bin/hello: a, b and 3 more</c></param>
internal sealed record FloorFacts(string Artifact, string? Target, string Floor, string? Policy, string? SetBy, IReadOnlyList<string> Symbols);

/// <summary>What differs from the release that is compared.</summary>
/// <param name="File">in the archive; null: all of it</param>
/// <param name="IsBreak">who used the last release may not be able to use this one</param>
internal sealed record AbiChange(string Artifact, string? File, string What, bool IsBreak);
