namespace Cake.Docker;

/// <summary>Options of <c>docker stop</c>. null: not given.</summary>
public sealed class DockerContainerStopSettings : AutoToolSettings
{
    public int? Time { get; set; }
}
