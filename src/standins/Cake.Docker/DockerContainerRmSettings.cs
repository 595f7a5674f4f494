namespace Cake.Docker;

/// <summary>Options of <c>docker rm</c>. null: not given.</summary>
public sealed class DockerContainerRmSettings : AutoToolSettings
{
    public bool? Force { get; set; }

    public bool? Link { get; set; }

    public bool? Volumes { get; set; }
}
