namespace Springform.Config;

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
