namespace Springform.Engine;

/// <summary>What a probe of the engine found.</summary>
/// <param name="Kind">docker or podman</param>
/// <param name="Executable">full path of the client that is used</param>
/// <param name="Buildx">the client can <c>buildx build</c></param>
/// <param name="BuildKit">builds run by BuildKit (with or without buildx)</param>
/// <param name="Platforms">platforms that run here, natively or emulated</param>
/// <param name="NativePlatform">the engine's own, e.g. linux/amd64</param>
public sealed record EngineInfo(
    EngineKind Kind,
    string Executable,
    string ClientVersion,
    string ServerVersion,
    bool Buildx,
    bool BuildKit,
    string NativePlatform,
    IReadOnlyList<string> Platforms);

public enum EngineKind
{
    Docker,
    Podman,
}

/// <param name="Id">image id (config digest), sha256:...</param>
/// <param name="RepositoryDigests">name@sha256:... as the registry knows it</param>
public sealed record ImageDetails(
    string Id,
    string Platform,
    IReadOnlyList<string> RepositoryDigests,
    IReadOnlyDictionary<string, string> Labels);

public enum PullOutcome
{
    Pulled,

    /// <summary>Name resolution or connection failed: the mirror may step in.</summary>
    NoRegistryAnswered,

    /// <summary>401, 403, 404, 429 and the like: a registry's own answer is final.</summary>
    Refused,
}

/// <param name="Digest">sha256:... of the manifest or index when pulled</param>
/// <param name="Message">the engine's own last words otherwise</param>
public sealed record PullResult(PullOutcome Outcome, string? Digest, string? Message);
