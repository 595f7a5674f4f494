using Springform.Names;

namespace Springform.Plan;

/// <summary>Artifacts that another machine makes by other means; they come in by Merge.</summary>
/// <param name="Name">of the prebuilt target</param>
/// <param name="Files">file names, in dist/ too</param>
/// <param name="Checksums">name of the list of SHA-256 that is handed over with them</param>
/// <param name="Key">over what is declared; the bytes are the other machine's</param>
public sealed record PrebuiltStep(string Name, IReadOnlyList<string> Files, string Checksums, StepKey Key) : IStep
{
    /// <summary>What the files are for: darwin/arm64; null: nothing says it.</summary>
    public string? Platform { get; init; }

    /// <summary>Globs of paths within the files that are not held to the platform.</summary>
    public IReadOnlyList<string> Exceptions { get; init; } = [];

    /// <summary>Of the producer of each such artifact.</summary>
    public const string Prefix = "prebuilt/";

    public string Id => Prefix + Name;

    public string Task => "Merge";
}
