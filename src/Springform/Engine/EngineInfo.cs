namespace Springform.Engine;

/// <summary>What a probe of the engine found.</summary>
/// <param name="Kind">docker or podman</param>
/// <param name="Executable">full path of the client that is used</param>
/// <param name="Buildx">the client can <c>buildx build</c></param>
/// <param name="BuildKit">builds run by BuildKit (with or without buildx)</param>
/// <param name="NativePlatform">the engine's own, e.g. linux/amd64</param>
/// <param name="Platforms">platforms that run here, natively or emulated</param>
internal sealed record EngineInfo(
    EngineKind Kind,
    string Executable,
    string ClientVersion,
    string ServerVersion,
    bool Buildx,
    bool BuildKit,
    string NativePlatform,
    IReadOnlyList<string> Platforms
)
{
    /// <summary>The engine has an init to run as process 1 of a container (docker-init, catatonit).</summary>
    public bool Init { get; init; }

    /// <summary>Images are kept by containerd. Without it docker's own builder cannot export a layer cache.</summary>
    public bool ContainerdStore { get; init; }

    /// <summary>
    /// The buildx builder to use: BUILDX_BUILDER, else that of the docker context, which alone sees the engine's own images. Null without buildx.
    /// </summary>
    public string? Builder { get; init; }

    /// <summary>What a person types: docker or podman.</summary>
    public string Name => Kind == EngineKind.Docker ? "docker" : "podman";

    /// <summary>One line for logs, e.g. <c>docker 26.1.5 (client 26.1.5, buildx)</c>.</summary>
    public override string ToString()
    {
        var builder =
            Buildx ? ", buildx"
            : BuildKit ? ", BuildKit"
            : "";
        return $"{Name} {ServerVersion} (client {ClientVersion}{builder})";
    }
}
