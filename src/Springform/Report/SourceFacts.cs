namespace Springform.Report;

/// <summary>A tool that is shipped, as its recipe made it.</summary>
internal sealed record ToolFacts(string Name, string Platform, string Sha256);

/// <summary>A library of the builder that comes along.</summary>
/// <param name="Package">null: of no package</param>
/// <param name="Source">of that package, as the distribution names it</param>
internal sealed record LibraryFacts(string Artifact, string Path, string? Package, string? Source, string Sha256);
