namespace Cake.Docker;

/// <summary>Options of <c>docker save</c>. null: not given.</summary>
public sealed class DockerImageSaveSettings : AutoToolSettings
{
    public string Output { get; set; } = null!;
}
