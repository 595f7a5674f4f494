using Springform.Names;

namespace Springform.Plan;

/// <summary>A base image for one platform.</summary>
/// <param name="Name">name in the configuration, or the image itself when only a FROM names it</param>
/// <param name="Image">as FROM spells it, e.g. debian:bookworm</param>
/// <param name="MirrorSuite">null: cannot be made from a mirror</param>
/// <param name="Pin">null while it was never resolved</param>
public sealed record PlannedBase(string Name, string Image, string Platform, string? MirrorSuite, IReadOnlyList<string> MirrorPackages, BasePin? Pin)
{
    /// <summary>The mirror's -updates and -security too.</summary>
    public bool MirrorUpdates { get; init; } = true;

    /// <summary>What stands for the image of a running container in FROM lines; no registry has it.</summary>
    public const string RuntimeImage = "springform/runtime:running";

    /// <summary>The container whose image it is; null for all others.</summary>
    internal RuntimeContainer? Container { get; init; }

    /// <summary>It reads a Dockerfile (<c># syntax=</c>) and nothing is built on it.</summary>
    public bool IsFrontend { get; init; }

    public string Id => $"{Name}-{Names.Platform.Of(Platform).Debian}";

    /// <summary>
    /// The name that the engine holds it under, for FROM lines and containers; null while pending. A name for each platform: most engines keep one platform's
    /// image under a name, and a registry's digest is that of the index of all platforms.
    /// </summary>
    public string? EngineReference =>
        Pin is null
            ? null
            : $"localhost/springform/base/{Slug(Image)}:{(Pin.Source == BaseSource.Registry ? $"{Names.Platform.Of(Platform).Debian}-" : "")}"
                + $"{Pin.Digest["sha256:".Length..][..24]}";

    /// <summary>Where it comes from, for people: the registry's name and digest; null while pending.</summary>
    public string? Reference => Pin is { Source: BaseSource.Registry } ? $"{RepositoryOf(Image)}@{Pin.Digest}" : EngineReference;

    /// <summary>debian:bookworm -> debian; localhost:5000/x:1@sha256:.. -> localhost:5000/x</summary>
    public static string RepositoryOf(string image)
    {
        var name = image.Split('@')[0];
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[..colon] : name;
    }

    private static string Slug(string image) => new([.. image.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
}
