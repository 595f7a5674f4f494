namespace Cake.Docker;

/// <summary>Options of <c>docker ps</c>. null: not given.</summary>
public sealed class DockerContainerPsSettings : AutoToolSettings
{
    public bool? All { get; set; }

    public string Filter { get; set; } = null!;

    public string Format { get; set; } = null!;

    public int Last { get; set; }

    public bool? Latest { get; set; }

    public bool? NoTrunc { get; set; }

    public bool? Quiet { get; set; }

    public bool? Size { get; set; }
}
