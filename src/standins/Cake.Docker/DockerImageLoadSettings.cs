namespace Cake.Docker;

/// <summary>Options of <c>docker load</c>. null: not given.</summary>
public sealed class DockerImageLoadSettings : AutoToolSettings
{
    public string Input { get; set; }

    public bool? Quiet { get; set; }
}
