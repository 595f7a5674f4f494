namespace Springform.Config;

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
}
