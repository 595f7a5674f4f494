namespace Springform.Plan;

/// <summary>A base image for one platform.</summary>
/// <param name="Name">name in the configuration, or the image itself when only a FROM names it</param>
/// <param name="Image">as FROM spells it, e.g. debian:bookworm</param>
/// <param name="MirrorSuite">null: cannot be made from a mirror</param>
/// <param name="Pin">null while it was never resolved</param>
public sealed record PlannedBase(
    string Name,
    string Image,
    string Platform,
    string? MirrorSuite,
    IReadOnlyList<string> MirrorPackages,
    BasePin? Pin)
{
    /// <summary>The mirror's -updates and -security too.</summary>
    public bool MirrorUpdates { get; init; } = true;

    public string Id => $"{Name}-{Plan.Platform.Of(Platform).Debian}";

    /// <summary>What is written in place of the image in a FROM line; null while pending.</summary>
    public string? EngineReference => Pin switch
    {
        null => null,
        { Source: BaseSource.Registry } => $"{RepositoryOf(Image)}@{Pin.Digest}",
        _ => $"localhost/springform/base/{Slug(Image)}:{Pin.Digest["sha256:".Length..][..24]}",
    };

    /// <summary>debian:bookworm -> debian; localhost:5000/x:1@sha256:.. -> localhost:5000/x</summary>
    public static string RepositoryOf(string image)
    {
        var name = image.Split('@')[0];
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[..colon] : name;
    }

    private static string Slug(string image) =>
        new([.. image.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
}
