namespace Springform.Compile;

/// <summary>What runs a command again, in a container like the one that it had.</summary>
/// <param name="Engine">docker or podman, as a person types it</param>
/// <param name="Image">the reference by which the engine holds it</param>
/// <param name="ImageId">sha256:...</param>
/// <param name="Create">the engine's arguments that create the container; secrets are names in them</param>
internal sealed record Rerun(string Engine, string Image, string ImageId, IReadOnlyList<string> Create);
