namespace Springform.Config;

/// <summary>The release of Springform that --target=Wrapper writes springform.sh and springform.ps1 for.</summary>
public sealed record WrapperConfig
{
    /// <summary>OWNER/NAME on GitHub, whose releases hold it. Exclusive with <c>url</c>.</summary>
    [Shorthand]
    public string? Github { get; init; }

    /// <summary>The address of a GitHub Enterprise server's API, e.g. https://github.example.com/api/v3. Default: github.com.</summary>
    public string? Api { get; init; }

    /// <summary>Address of the folder that holds a release, e.g. https://example.com/springform/{version}/. Exclusive with <c>github</c>.</summary>
    public string? Url { get; init; }

    /// <summary>The version to pin. Default: the newest complete release, which only GitHub can tell.</summary>
    public string? Version { get; init; }

    /// <summary>As something that is fetched.</summary>
    internal FetchConfig ToFetch() =>
        new()
        {
            Github = Github,
            Api = Api,
            Url = Url,
            Version = Version,
            Programs = ["springform"],
        };
}
