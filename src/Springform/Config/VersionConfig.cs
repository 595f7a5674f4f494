namespace Springform.Config;

/// <summary>Exactly one of the three; without any, the tag.</summary>
public sealed record VersionConfig
{
    /// <summary>Of <see cref="Tag"/>: v1.2.3 or 1.2.3.</summary>
    public const string AnyTag = "true";

    /// <summary>A semantic version, e.g. 1.4.0.</summary>
    [Shorthand]
    public string? Literal { get; init; }

    /// <summary>A file whose first line is the version.</summary>
    public string? File { get; init; }

    /// <summary>
    /// The nearest version tag that HEAD descends from; without one 0.0.0-dev. true: tags such as v1.2.3 or 1.2.3. Other tags by a pattern whose * is the
    /// version, of one to three numbers: jq-*, lib/v*.
    /// </summary>
    [AlsoTrue]
    public string? Tag { get; init; }
}
