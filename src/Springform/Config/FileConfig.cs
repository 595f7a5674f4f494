namespace Springform.Config;

/// <summary>Files of an archive.</summary>
public sealed record FileConfig
{
    /// <summary>Before the name of a tool, where <see cref="From"/> is one.</summary>
    internal const string ToolsPrefix = "tools:";

    /// <summary>A glob; <c>tools:</c> or <c>tools:NAME</c> for the target's tools.</summary>
    [Required]
    [Shorthand]
    public string From { get; init; } = "";

    /// <summary>Folder (with a trailing slash; <c>./</c> is the root itself) or file name inside the root. Default: the same path.</summary>
    public string? To { get; init; }

    /// <summary>The tool whose files it takes, "" for all; null when it takes files.</summary>
    internal string? Tool => From.StartsWith(ToolsPrefix, StringComparison.Ordinal) ? From[ToolsPrefix.Length..] : null;
}
