namespace Cake.Docker;

/// <summary>Options of <c>docker start</c>. null: not given.</summary>
public sealed class DockerContainerStartSettings : AutoToolSettings
{
    public bool? Attach { get; set; }

    public string Checkpoint { get; set; } = null!;

    public string CheckpointDir { get; set; } = null!;

    public string DetachKeys { get; set; } = null!;

    public bool? Interactive { get; set; }
}
