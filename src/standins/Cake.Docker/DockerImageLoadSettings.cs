namespace Cake.Docker;

/// <summary>Options of <c>docker load</c>. null: not given.</summary>
public sealed class DockerImageLoadSettings : AutoToolSettings
{
    public string Input { get; set; } = null!;

    public bool? Quiet { get; set; }
}
