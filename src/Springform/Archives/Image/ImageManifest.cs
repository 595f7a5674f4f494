using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Springform.Archives.Image;

/// <summary>An image for one platform: its config and its layers, lowest first (OCI image specification 1.1, manifest.md).</summary>
internal sealed record ImageManifest(Descriptor Config, IReadOnlyList<Descriptor> Layers)
{
    public const string MediaType = "application/vnd.oci.image.manifest.v1+json";
    public const string ConfigType = "application/vnd.oci.image.config.v1+json";
    public const string LayerType = "application/vnd.oci.image.layer.v1.tar";
    private const int MaximumLayers = 500;

    /// <summary>The same image gives the same bytes, and so the same digest.</summary>
    public byte[] ToJson() =>
        Encoding.UTF8.GetBytes(
            new JsonObject
            {
                ["schemaVersion"] = 2,
                ["mediaType"] = MediaType,
                ["config"] = Config.ToJson(),
                ["layers"] = new JsonArray([.. Layers.Select(layer => layer.ToJson())]),
            }.ToJsonString()
        );

    /// <summary><see cref="InvalidDataException"/> for anything else.</summary>
    public static ImageManifest Parse(byte[] json)
    {
        try
        {
            var manifest = JsonNode.Parse(json);
            var layers = manifest?["layers"]?.AsArray();
            if (layers is null || ((string?)manifest!["mediaType"] ?? MediaType) != MediaType)
                throw new InvalidDataException("the tag does not hold an image for one platform");
            return layers.Count is > 0 and <= MaximumLayers
                ? new ImageManifest(Descriptor.Parse(manifest!["config"]), [.. layers.Select(Descriptor.Parse)])
                : throw new InvalidDataException($"an image of {layers.Count} layers");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("the tag does not hold an image for one platform", error);
        }
    }
}
