namespace Springform.Config;

/// <summary>A library that --target=Fetch downloads from a release, checks and unpacks; springform.fetch.lock pins it.</summary>
public sealed record FetchConfig
{
    /// <summary>OWNER/NAME on GitHub, whose releases hold it. Exclusive with <c>url</c>.</summary>
    [Shorthand]
    public string? Github { get; init; }

    /// <summary>The release's tag on GitHub; <c>{version}</c> is the version.</summary>
    public string Tag { get; init; } = "v{version}";

    /// <summary>The address of a GitHub Enterprise server's API, e.g. https://github.example.com/api/v3. Default: github.com.</summary>
    public string? Api { get; init; }

    /// <summary>Address of the folder that holds a release, e.g. https://example.com/lib/{version}/. Exclusive with <c>github</c>.</summary>
    public string? Url { get; init; }

    /// <summary>The version to pin. Default: the newest complete release, which only GitHub can tell.</summary>
    public string? Version { get; init; }

    /// <summary>File name of the release's index. Default: the library's name here, and -fetch.json.</summary>
    public string? Index { get; init; }

    /// <summary>The folder that gets one folder for each platform, e.g. lib for lib/linux_amd64/.</summary>
    public string Into { get; init; } = "lib";

    /// <summary>The variant, where a release has several. Default: the one without a variant.</summary>
    public string? Variant { get; init; }

    /// <summary>The folder of a springform.yaml that builds it from source, for when no release can be had; . for this one. Default: it is not built.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// Programs in its archives that an installer links into bin/, as paths without the archive's own folder and without .exe; each must start with --version.
    /// </summary>
    public IReadOnlyList<string> Programs { get; init; } = [];

    /// <summary>
    /// The command that generated clients run when no release can be had, in their folder (in Go, in the module's), e.g. [make, build-native]; it leaves the
    /// files in their place.
    /// </summary>
    public CommandLine? Fallback { get; init; }
}
