namespace Cake.Docker;

/// <summary>Options of <c>docker pull</c>. null: not given.</summary>
public sealed class DockerImagePullSettings : AutoToolSettings
{
    public bool? AllTags { get; set; }

    [AutoProperty("--{0}={1}")]
    public bool? DisableContentTrust { get; set; }

    public string Platform { get; set; } = null!;
}
