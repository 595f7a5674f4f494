namespace Springform.Config;

/// <summary>One archive per target.</summary>
public sealed record PackageConfig
{
    /// <summary>File name with templates; its ending is the format: .tgz, .tar.gz, .tar, .tar.zst, .zip.</summary>
    [Required]
    public string Archive { get; init; } = "";

    /// <summary>Folder at the top of the archive; templates allowed.</summary>
    public string? Root { get; init; }

    /// <summary>Outputs of compile first, then the work tree; each entry must match at least one file.</summary>
    [Required]
    public IReadOnlyList<FileConfig> Files { get; init; } = [];

    /// <summary>md5, sha256.</summary>
    public IReadOnlyList<string> Checksums { get; init; } = ["sha256"];

    /// <summary>Name of the MD5 file; {artifact} is the archive's name.</summary>
    public string Md5Name { get; init; } = "{artifact}.md5.txt";

    /// <summary>Target names or globs. Default: all.</summary>
    public IReadOnlyList<string>? Targets { get; init; }
}

public sealed record FileConfig
{
    /// <summary>A glob; <c>tools:</c> or <c>tools:NAME</c> for the target's tools.</summary>
    [Required]
    [Shorthand]
    public string From { get; init; } = "";

    /// <summary>Folder (with a trailing slash) or file name inside the root. Default: the same path.</summary>
    public string? To { get; init; }
}
