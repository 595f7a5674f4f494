namespace Cake.Docker;

/// <summary>Options of <c>docker push</c>. null: not given.</summary>
public sealed class DockerImagePushSettings : AutoToolSettings
{
    [AutoProperty("--{0}={1}")]
    public bool? DisableContentTrust { get; set; }

    public bool AllTags { get; set; }
}
