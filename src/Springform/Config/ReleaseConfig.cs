namespace Springform.Config;

/// <summary>Where and how dist/ is released.</summary>
public sealed record ReleaseConfig
{
    /// <summary>Releases on GitHub or a GitHub Enterprise server; <c>{}</c> where every default fits.</summary>
    [Required]
    public GitHubConfig? Github { get; init; }
}

/// <summary>A release on GitHub: which repository, what it is called, what is said, and what happens around it.</summary>
public sealed record GitHubConfig
{
    /// <summary>OWNER/NAME. Default: GITHUB_REPOSITORY, else the remote named origin.</summary>
    public string? Repository { get; init; }

    /// <summary>The API's address, e.g. https://github.example.com/api/v3. Default: GITHUB_API_URL, else the host of the remote named origin.</summary>
    public string? Api { get; init; }

    /// <summary>The stable channel's tag, with templates of the project. Default: v{version} or {version}, whichever is a tag at HEAD.</summary>
    public string? Tag { get; init; }

    /// <summary>The release's title, with templates of the project.</summary>
    public string Title { get; init; } = "{name} {version}";

    /// <summary>Where the text of the release comes from; a table of the assets with their checksums follows it.</summary>
    public NotesConfig Notes { get; init; } = new();

    /// <summary>Prereleases from a branch, by --channel.</summary>
    public ChannelsConfig Channels { get; init; } = new();

    /// <summary>
    /// Whether releases of the repository are immutable, for a token that may not read the repository's setting. Default: as the newest release is.
    /// </summary>
    public bool? Immutable { get; init; }

    /// <summary>Sets the commit status springform/publish: pending, then success or failure.</summary>
    public bool Status { get; init; }

    /// <summary>Title of the milestone that a stable release closes, with templates of the project, e.g. {version}. Default: none.</summary>
    public string? Milestone { get; init; }
}

/// <summary>At most one of the two.</summary>
public sealed record NotesConfig
{
    /// <summary>commits: those since the last tag, grouped by their conventional type; github: GitHub's own generator. Default: commits.</summary>
    [Shorthand]
    [OneOf("commits", "github")]
    public string? From { get; init; }

    /// <summary>A Markdown file of the project.</summary>
    public string? File { get; init; }
}

/// <summary>Prereleases from a branch; a channel works without being listed here too.</summary>
public sealed record ChannelsConfig
{
    /// <summary>--channel=nightly</summary>
    public ChannelConfig Nightly { get; init; } = new();

    /// <summary>--channel=development</summary>
    public ChannelConfig Development { get; init; } = new();
}

/// <summary>One channel of prereleases.</summary>
public sealed record ChannelConfig
{
    /// <summary>The only branch that it is published from. Default: any.</summary>
    public string? Branch { get; init; }

    /// <summary>How many of its prereleases stay: older ones are deleted with their tags when a new one is public. Default: all.</summary>
    public int? Keep { get; init; }
}
