using Springform.Config;

namespace Springform.Deploy;

/// <summary>What one deploy is asked for.</summary>
/// <param name="Files">picked from this build; where they go may be for the server to say</param>
/// <param name="ContainerName">--container; null: as the configuration says</param>
internal sealed record DeployRequest(DeployConfig Config, IReadOnlyList<PickedFile> Files, string? ContainerName)
{
    public bool ForceCopy { get; init; }

    public bool AllowDowngrade { get; init; }

    /// <summary>sha256:... of the image of the container that the builder was made from, where that is the one to deploy into; null: it is not.</summary>
    public string? BuiltFromImageId { get; init; }

    /// <summary>Of the server; null: none is given.</summary>
    public string? Password { get; init; }

    /// <summary>Where <see cref="Files"/> lie here, and nothing else.</summary>
    public required string FilesFolder { get; init; }
}
