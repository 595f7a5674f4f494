namespace Cake.Docker;

/// <summary>Options of commands that have no settings of their own, such as inspect, kill and version.</summary>
public sealed class DockerCustomCommandSettings : AutoToolSettings { }
