using Springform.Names;

namespace Springform.Config;

/// <summary>The registry digests of one base image: of its index, or of each platform's manifest; never both.</summary>
public sealed record LockedImage
{
    /// <summary>sha256:... of the index (or of the one manifest), good for every platform.</summary>
    public string? Digest { get; init; }

    /// <summary>Docker's platform name to sha256:...</summary>
    public IReadOnlyDictionary<string, string> Platforms { get; init; } = new Dictionary<string, string>();

    /// <summary>Null when the platform is not pinned.</summary>
    public string? DigestOf(Platform platform) => Digest ?? Platforms.GetValueOrDefault(platform.Docker);
}
