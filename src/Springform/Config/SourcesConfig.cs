namespace Springform.Config;

public sealed record SourcesConfig
{
    public string Archive { get; init; } = "oss_source.tgz";

    public IReadOnlyList<string> Checksums { get; init; } = ["md5", "sha256"];

    public string Md5Name { get; init; } = "{artifact}.md5";
}
