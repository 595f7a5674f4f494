namespace Springform.Config;

/// <summary>Exactly one of the three; without any, the tag.</summary>
public sealed record VersionConfig
{
    /// <summary>A semantic version, e.g. 1.4.0.</summary>
    [Shorthand]
    public string? Literal { get; init; }

    /// <summary>A file whose first line is the version.</summary>
    public string? File { get; init; }

    /// <summary>The newest tag that HEAD descends from: v1.2.3 or 1.2.3. Without one: 0.0.0-dev.</summary>
    public bool Tag { get; init; }
}
