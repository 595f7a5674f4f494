using System.Text;
using System.Text.Json.Nodes;
using Springform.Names;

namespace Springform.Archives.Image;

/// <summary>
/// One name for the images of several platforms, each by its digest (OCI image specification 1.1, image-index.md): an engine that pulls the name takes the
/// image of its own platform.
/// </summary>
internal sealed record ImageIndex(IReadOnlyList<(string Platform, Descriptor Manifest)> Images)
{
    public const string MediaType = "application/vnd.oci.image.index.v1+json";

    /// <summary>Sorted by platform: the same images give the same bytes.</summary>
    public byte[] ToJson() =>
        Encoding.UTF8.GetBytes(
            new JsonObject
            {
                ["schemaVersion"] = 2,
                ["mediaType"] = MediaType,
                ["manifests"] = new JsonArray([
                    .. Images.OrderBy(image => image.Platform, StringComparer.Ordinal).Select(image => Entry(image.Platform, image.Manifest)),
                ]),
            }.ToJsonString()
        );

    private static JsonObject Entry(string docker, Descriptor manifest)
    {
        var platform = Platform.Of(docker);
        var names = new JsonObject { ["architecture"] = platform.Architecture, ["os"] = platform.Os };
        if (platform.Variant is { } variant)
            names["variant"] = variant;
        var entry = manifest.ToJson();
        entry["platform"] = names;
        return entry;
    }
}
