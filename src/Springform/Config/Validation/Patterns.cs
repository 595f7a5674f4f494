using System.Text.RegularExpressions;

namespace Springform.Config.Validation;

/// <summary>The shapes of names. Lengths are bounded before a pattern runs.</summary>
internal static partial class Patterns
{
    public const int MaxNameLength = 64;
    public const int MaxImageLength = 255;

    /// <summary>The project's name becomes part of image names, which know lower case only.</summary>
    [GeneratedRegex(@"^[a-z0-9]+([._-][a-z0-9]+)*\z")]
    public static partial Regex ProjectName();

    /// <summary>Targets, bases, variants, recipes, cache volumes, Dockerfile stages: they become parts of file names and tags.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    public static partial Regex Name();

    [GeneratedRegex(@"^2\.[0-9]{1,3}(\.[0-9]{1,3})?\z")]
    public static partial Regex GlibcVersion();

    [GeneratedRegex(@"^[A-Za-z0-9._+-]*\z")]
    public static partial Regex Suffix();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    public static partial Regex EnvironmentName();

    [GeneratedRegex(@"^[a-z][a-z0-9.-]*\z")]
    public static partial Regex Suite();

    /// <summary>Debian policy 5.6.7, with an optional architecture.</summary>
    [GeneratedRegex(@"^[a-z0-9][a-z0-9+.-]+(:[a-z0-9-]+)?\z")]
    public static partial Regex DebianPackage();

    /// <summary>OWNER/NAME on GitHub.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+\z")]
    public static partial Regex Repository();

    /// <summary>semver.org, version 2.0.0, or fewer numbers.</summary>
    [GeneratedRegex(
        @"^(0|[1-9]\d*)(\.(0|[1-9]\d*)){0,2}"
            + @"(-(0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?"
            + @"(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?\z",
        RegexOptions.ECMAScript
    )]
    public static partial Regex Version();

    /// <summary>A name of a git tag (git-check-ref-format, a part of it) with one asterisk.</summary>
    [GeneratedRegex(@"^(?!.*(\.\.|//))[A-Za-z0-9_@+=][A-Za-z0-9_@+=./-]*\*[A-Za-z0-9_@+=./-]*\z|^\*[A-Za-z0-9_@+=./-]*\z", RegexOptions.ExplicitCapture)]
    public static partial Regex VersionTags();

    /// <summary>
    /// github.com/distribution/reference, its grammar for names with tag and digest. No part can match one text in two ways, so no timer is needed.
    /// </summary>
    [GeneratedRegex(
        @"^(([A-Za-z0-9]+(-+[A-Za-z0-9]+)*(\.[A-Za-z0-9]+(-+[A-Za-z0-9]+)*)*|\[[0-9A-Fa-f:]+\])(:[0-9]+)?/)?"
            + @"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*"
            + @"(?<tag>:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?<digest>@sha256:[a-f0-9]{64})?\z",
        RegexOptions.ExplicitCapture
    )]
    public static partial Regex Image();
}
