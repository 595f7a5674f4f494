using NuGet.Versioning;

namespace Springform.Names;

/// <summary>A tag that names a version.</summary>
/// <param name="Text">the version as the tag writes it, without a leading v: 1.7, where <paramref name="Version"/> is 1.7.0</param>
internal sealed record VersionTag(string Tag, string Text, SemanticVersion Version)
{
    /// <summary>The highest; of v1 and v1.0.0 the one that says more. Null of none.</summary>
    public static VersionTag? Highest(IEnumerable<VersionTag> tags) =>
        tags.OrderByDescending(tag => tag.Version, VersionOrder.Instance)
            .ThenByDescending(tag => tag.Text.Length)
            .ThenByDescending(tag => tag.Tag, StringComparer.Ordinal)
            .FirstOrDefault();
}
