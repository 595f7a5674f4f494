namespace Springform.Config;

/// <summary>The archive of the shipped tools' sources and licences, one for the project.</summary>
public sealed record SourcesConfig
{
    /// <summary>File name with templates of the project, such as <c>{version}</c>; its ending is the format.</summary>
    public string Archive { get; init; } = "oss_source.tgz";

    /// <summary>Checksum files beside the archive.</summary>
    [OneOf("md5", "sha256")]
    public IReadOnlyList<string> Checksums { get; init; } = ["md5", "sha256"];

    /// <summary>Name of the MD5 file with templates; <c>{artifact}</c> is the archive's name.</summary>
    public string Md5Name { get; init; } = "{artifact}.md5";
}
