namespace Cake.Docker;

/// <summary>Options of <c>docker start</c>. null: not given.</summary>
public sealed class DockerContainerStartSettings : AutoToolSettings
{
    public bool? Attach { get; set; }

    public string Checkpoint { get; set; }

    public string CheckpointDir { get; set; }

    public string DetachKeys { get; set; }

    public bool? Interactive { get; set; }
}
