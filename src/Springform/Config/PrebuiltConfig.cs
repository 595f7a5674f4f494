namespace Springform.Config;

/// <summary>Artifacts of a target that is built elsewhere (macOS, Windows); also written as the list of its files alone.</summary>
public sealed record PrebuiltConfig
{
    /// <summary>File names with templates of the project, such as <c>{version}</c>.</summary>
    [Required]
    [Shorthand]
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What the files are for, e.g. darwin/arm64: everything compiled in them is held to it when they are joined. A wheel's name says it.</summary>
    public string? Platform { get; init; }

    /// <summary>Globs of paths within the files that are not held to the platform, such as data for other machines; each must match a file.</summary>
    public IReadOnlyList<string> Exceptions { get; init; } = [];

    /// <summary>The list of SHA-256 that is handed over with them, as sha256sum writes it.</summary>
    public string Checksums { get; init; } = "SHA256SUMS";
}
