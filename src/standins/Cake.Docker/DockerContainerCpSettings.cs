namespace Cake.Docker;

/// <summary>Options of <c>docker cp</c>. null: not given.</summary>
public sealed class DockerContainerCpSettings : AutoToolSettings
{
    public bool? Archive { get; set; }

    public bool? FollowLink { get; set; }
}
