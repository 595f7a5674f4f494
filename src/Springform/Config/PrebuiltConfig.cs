namespace Springform.Config;

/// <summary>Artifacts of a target that is built elsewhere (macOS, Windows); also written as the list of its files alone.</summary>
public sealed record PrebuiltConfig
{
    /// <summary>File names with templates of the project, such as <c>{version}</c>.</summary>
    [Required]
    [Shorthand]
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The list of SHA-256 that is handed over with them, as sha256sum writes it.</summary>
    public string Checksums { get; init; } = "SHA256SUMS";
}
