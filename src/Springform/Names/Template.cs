using System.Text.RegularExpressions;

namespace Springform.Names;

/// <summary>
/// Text with names in braces: <c>{name}{suffix}.tgz</c>. Only lower-case words in braces are names, so <c>${HOME}</c> and JSON
/// stay as they are; <c>{{name}}</c> gives the text <c>{name}</c>.
/// </summary>
internal static partial class Template
{
    /// <summary>Every name there is.</summary>
    public static IReadOnlyList<TemplateName> Names { get; } =
    [
        new("name", "the project's name", TemplateScope.Project),
        new("version", "the version without build metadata: 1.4.0", TemplateScope.Project),
        new("full_version", "the version with build metadata: 1.4.0+3f2a91c.dirty", TemplateScope.Project),
        new("channel_version", "the version; for a channel the minute of the commit in UTC and the commit: n202611200312-3f2a91c", TemplateScope.Project),
        new("pep440", "the version as Python spells it: 1.4.0rc1", TemplateScope.Project),
        new("commit", "the commit's full hash", TemplateScope.Project),
        new("source_date_epoch", "the commit's time in seconds since 1970", TemplateScope.Project),
        new("target", "the target's name: debian12-arm64", TemplateScope.Target),
        new("platform", "the platform as Docker spells it, with - for /: linux-arm64", TemplateScope.Target),
        new("os", "the platform's system: linux", TemplateScope.Target),
        new("arch", "the architecture as Docker spells it: amd64, arm64", TemplateScope.Target),
        new("machine", "the architecture as the kernel spells it: x86_64, aarch64", TemplateScope.Target),
        new("rid", "the platform as .NET spells it: linux-x64", TemplateScope.Target),
        new("base", "the name of the target's base, empty without one", TemplateScope.Target),
        new("variant", "the target's variant, empty without one", TemplateScope.Target),
        new("python", "the Python that the target's wheel is for: cp311, cp39-abi3; empty without one", TemplateScope.Target),
        new("suffix", "the target's suffix, empty without one", TemplateScope.Target),
        new("artifact", "the file name of the artifact: the one beside this file, or the one that a publisher runs for", TemplateScope.TargetArtifact),
        new("tag", "the release's tag: v1.4.0", TemplateScope.Release),
        new("page", "the address of the release's page", TemplateScope.Release),
        new("file", "the path of the file, from the folder of springform.yaml: dist/demo-1.4.0.tar.gz", TemplateScope.ReleasedFile),
        new("sha256", "the SHA-256 of the file, 64 hexadecimal digits", TemplateScope.ReleasedFile),
        new("url", "the address that the file is downloaded from", TemplateScope.ReleasedFile),
    ];

    /// <summary>The names in a text, in order, also unknown ones.</summary>
    public static IReadOnlyList<string> NamesIn(string text) =>
        [.. Pattern().Matches(text).Where(match => match.Groups["name"].Success).Select(match => match.Groups["name"].Value)];

    /// <summary>
    /// The first brace that begins or ends no name, with what follows it: <c>{name.tgz</c>; null without one. For names of files, in which such a brace is a
    /// slip: commands and values have braces of their own.
    /// </summary>
    public static string? StrayBrace(string text)
    {
        var rest = Pattern().Replace(text, match => new string(' ', match.Length));
        return rest.AsSpan().IndexOfAny('{', '}') is >= 0 and var at ? text[at..] : null;
    }

    /// <summary>What <paramref name="scope"/> offers.</summary>
    public static IReadOnlyList<string> NamesOf(TemplateScope scope) => [.. Names.Where(name => name.IsIn(scope)).Select(name => name.Name)];

    /// <summary>The values that follow from a platform alone: platform, os, arch, machine, rid.</summary>
    public static IReadOnlyDictionary<string, string> ValuesOf(Platform platform) =>
        new Dictionary<string, string>
        {
            ["platform"] = platform.Docker.Replace('/', '-'),
            ["os"] = platform.Os,
            ["arch"] = platform.Arch,
            ["machine"] = platform.Kernel,
            ["rid"] = platform.DotNet,
        };

    /// <summary>Puts the values in. A name without a value is a bug: configuration was checked against the scope before.</summary>
    public static string Expand(string text, IReadOnlyDictionary<string, string> values) =>
        Pattern().Replace(text, match => match.Groups["name"].Success ? values[match.Groups["name"].Value] : match.Value[1..^1]);

    [GeneratedRegex(@"\{\{[a-z][a-z0-9_]*\}\}|\{(?<name>[a-z][a-z0-9_]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
