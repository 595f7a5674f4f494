using NuGet.Versioning;

namespace Springform.Publish;

/// <summary>A tag that names a version.</summary>
/// <param name="Prefix">what stands before the version: v, tool-, tool/v; tags of another prefix are another product's</param>
internal sealed record VersionTag(string Tag, string Prefix, SemanticVersion Version)
{
    /// <summary>v1.2.3 or 1.2.3, or with a name before it: tool-1.2.3, tool/v1.2.3. Null when the tag is none of them.</summary>
    public static VersionTag? Parse(string tag)
    {
        for (var start = 0; start < tag.Length; start++)
        {
            var begins = char.IsAsciiDigit(tag[start]) && (start == 0 || tag[start - 1] is 'v' or '-' or '/' or '_' or '@');
            if (begins && SemanticVersion.TryParse(tag[start..], out var version))
            {
                return new VersionTag(tag, tag[..start].TrimEnd('v'), version);
            }
        }

        return null;
    }
}
