using NuGet.Versioning;

namespace Springform.Publish;

/// <summary>Which release GitHub calls the latest: the highest version, so that a patch of an older line does not take its place.</summary>
internal static class LatestRelease
{
    /// <param name="others">releases of other tags; what is a draft, a prerelease or no version does not count</param>
    public static bool Is(ReleaseRequest request, IReadOnlyList<RemoteRelease> others) =>
        request is { Channel: Channel.Stable, Prerelease: false }
        && VersionOf(request.Tag) is var own
        && others.Where(other => !other.Draft && !other.Prerelease).Select(other => VersionOf(other.TagName)).OfType<SemanticVersion>()
            .All(version => own is not null && version < own);

    /// <summary>v1.2.3 or 1.2.3, or with a name before it: tool-1.2.3, tool/v1.2.3. Null when the tag is none of them.</summary>
    public static SemanticVersion? VersionOf(string tag)
    {
        for (var start = 0; start < tag.Length; start++)
        {
            var begins = char.IsAsciiDigit(tag[start]) && (start == 0 || tag[start - 1] is 'v' or '-' or '/' or '_' or '@');
            if (begins && SemanticVersion.TryParse(tag[start..], out var version))
            {
                return version;
            }
        }

        return null;
    }
}
