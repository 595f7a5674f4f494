namespace Springform.Engine;

/// <summary>What the engine knows about an image that it holds.</summary>
/// <param name="Id">sha256:... of the image config, or of the manifest where containerd keeps the images</param>
/// <param name="Platform">linux/amd64, linux/arm64, linux/arm/v7</param>
/// <param name="RepositoryDigests">name@sha256:... as the registry knows it</param>
internal sealed record ImageDetails(string Id, string Platform, IReadOnlyList<string> RepositoryDigests, IReadOnlyDictionary<string, string> Labels);
