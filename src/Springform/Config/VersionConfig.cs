namespace Springform.Config;

/// <summary>
/// Exactly one of literal, file, tag and run; without any, the tag. One to three numbers, such as 1.4.0 or 1.4, with an optional -prerelease.
/// </summary>
public sealed record VersionConfig
{
    /// <summary>Of <see cref="Tag"/>: v1.2.3 or 1.2.3.</summary>
    public const string AnyTag = "true";

    /// <summary>A version, e.g. 1.4.0.</summary>
    [Shorthand]
    public string? Literal { get; init; }

    /// <summary>A file whose first line is the version, or what <see cref="Match"/> finds in it.</summary>
    public string? File { get; init; }

    /// <summary>
    /// A regular expression for <see cref="File"/>, without look-around and back-references; in it ^ and $ are the ends of a line. Its groups, joined by dots,
    /// are the version: 'VERSION "(.*)"', or one group for each number.
    /// </summary>
    public string? Match { get; init; }

    /// <summary>
    /// The nearest version tag that HEAD descends from; without one 0.0.0-dev. true: tags such as v1.2.3 or 1.2.3. Other tags by a pattern whose * is the
    /// version, of one to three numbers: jq-*, lib/v*.
    /// </summary>
    [AlsoTrue]
    public string? Tag { get; init; }

    /// <summary>A command whose first line is the version. It runs on this machine, in the project's folder, each time that a plan is made.</summary>
    public CommandLine? Run { get; init; }
}
