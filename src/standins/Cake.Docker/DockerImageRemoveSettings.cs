namespace Cake.Docker;

/// <summary>Options of <c>docker rmi</c>. null: not given.</summary>
public sealed class DockerImageRemoveSettings : AutoToolSettings
{
    public bool? Force { get; set; }

    public bool? NoPrune { get; set; }
}
