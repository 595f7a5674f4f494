namespace Springform.Config;

/// <summary>One archive per target.</summary>
public sealed record PackageConfig
{
    private const string DefaultImageArchive = "{name}-{version}-{target}.oci.tar";

    /// <summary>
    /// File name with templates; its ending is the format: .oci.tar, .tar, .tar.gz, .tgz, .tar.zst, .zip. An .oci.tar is a bare image of one layer.
    /// Default: with image, {name}-{version}-{target}.oci.tar.
    /// </summary>
    public string Archive { get; init; } = "";

    /// <summary>The archive is a bare image, which Publish brings to a registry under one name for all platforms.</summary>
    public PackageImageConfig? Image { get; init; }

    /// <summary>Packages of Linux distributions, one per format; their files lie below <c>/</c>. Instead of archive and root.</summary>
    public SystemPackageConfig? SystemPackage { get; init; }

    /// <summary>Folder at the top of the archive; templates allowed.</summary>
    public string? Root { get; init; }

    /// <summary>Outputs of compile first, then the work tree; each entry must match at least one file.</summary>
    [Required]
    public IReadOnlyList<FileConfig> Files { get; init; } = [];

    /// <summary>For an archive that serves every platform: its files for other machines than the target's are reported, and not refused.</summary>
    [OneOf("any")]
    public string? Platform { get; init; }

    /// <summary>
    /// Libraries that the target's <c>abi</c> does not allow are copied from the builder into lib/, renamed by hash, and found there. Without it they are an
    /// error.
    /// </summary>
    public bool Repair { get; init; }

    /// <summary>Checksum files beside the archive; checksums.txt is always made.</summary>
    [OneOf("md5", "sha256")]
    public IReadOnlyList<string> Checksums { get; init; } = ["sha256"];

    /// <summary>Name of the MD5 file with templates; <c>{artifact}</c> is the archive's name.</summary>
    public string Md5Name { get; init; } = "{artifact}.md5.txt";

    /// <summary>Names or globs of the targets that it is made for. Default: all.</summary>
    public IReadOnlyList<string>? Targets { get; init; }

    internal string FileName => Archive.Length == 0 && Image is not null ? DefaultImageArchive : Archive;
}

/// <summary>A bare image: where it goes, and what it says about itself.</summary>
public sealed record PackageImageConfig
{
    /// <summary>Where Publish pushes it, without a tag: ghcr.io/owner/name.</summary>
    [Required]
    [Shorthand]
    public string Repository { get; init; } = "";

    /// <summary>Its tags, with templates; images of several targets under one tag are one for several platforms. A tag that is there never moves.</summary>
    public IReadOnlyList<string> Tags { get; init; } = ["{version}"];

    /// <summary>
    /// Labels beside org.opencontainers.image.title, version, revision and created, which it always has, and source, which it has where
    /// release.github.repository says it: e.g. org.opencontainers.image.licenses: PostgreSQL.
    /// </summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}

/// <summary>Files of an archive.</summary>
public sealed record FileConfig
{
    /// <summary>Before the name of a tool, where <see cref="From"/> is one.</summary>
    internal const string ToolsPrefix = "tools:";

    /// <summary>A glob; <c>tools:</c> or <c>tools:NAME</c> for the target's tools. Exclusive with text.</summary>
    [Shorthand]
    public string From { get; init; } = "";

    /// <summary>The content of a file that is written for the package alone, with templates: "{version}\n"; to names the file. Exclusive with from.</summary>
    public string? Text { get; init; }

    /// <summary>Folder (with a trailing slash; <c>./</c> is the root itself) or file name inside the root. Default: the same path.</summary>
    public string? To { get; init; }

    /// <summary>Permissions in a system package, in octal digits: "0640". Default: 0755 for what may be executed, 0644 for the rest.</summary>
    public string? Mode { get; init; }

    /// <summary>Owner and group in a system package: kapacitor, or root:adm. Both must exist when it is installed. Default: root.</summary>
    public string? Owner { get; init; }

    /// <summary>A configuration file of a system package: what an administrator changed in it is kept at an upgrade.</summary>
    public bool Config { get; init; }

    /// <summary>The formats of a system package that it goes into. Default: all.</summary>
    [OneOf("deb", "rpm")]
    public IReadOnlyList<string>? Formats { get; init; }

    /// <summary>It says what only a system package can hold.</summary>
    internal bool IsSystem => Mode is not null || Owner is not null || Config || Formats is not null;

    /// <summary>The tool whose files it takes, "" for all; null when it takes files.</summary>
    internal string? Tool => From.StartsWith(ToolsPrefix, StringComparison.Ordinal) ? From[ToolsPrefix.Length..] : null;
}
