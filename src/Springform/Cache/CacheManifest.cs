using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Springform.Registry;

namespace Springform.Cache;

/// <summary>
/// The OCI image manifest (image specification 1.1, "guidelines for artifact usage") that a blob is stored under: no configuration, one layer, name and key as
/// annotations.
/// </summary>
/// <param name="Digest">of the blob, sha256:...</param>
internal sealed record CacheManifest(string Name, string Key, string Digest, long SizeBytes)
{
    public const string MediaType = "application/vnd.oci.image.manifest.v1+json";
    private const string ArtifactType = "application/vnd.springform.result.v1";
    private const string EmptyType = "application/vnd.oci.empty.v1+json";
    private const string LayerType = "application/vnd.oci.image.layer.v1.tar";
    private const string NameAnnotation = "springform.name";
    private const string KeyAnnotation = "springform.key";

    /// <summary>The specification's empty descriptor: two bytes that every registry can store.</summary>
    public static readonly byte[] Empty = "{}"u8.ToArray();

    public static readonly string EmptyDigest = Archives.Image.Descriptor.DigestOf(Empty);

    public static CacheManifest Of(Blob blob) => new(blob.Name, blob.Key.Text, $"sha256:{blob.Sha256}", blob.SizeBytes);

    /// <summary>The tag of a name and key. The grammar of tags has no slash and ends at 128 characters; name and key are checked on the way back.</summary>
    public static string Tag(string name, string key)
    {
        var plain = new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-')]).TrimStart('.', '-');
        return $"{plain[..Math.Min(plain.Length, 100)]}-{key[..24]}".TrimStart('-');
    }

    public byte[] ToJson() =>
        Encoding.UTF8.GetBytes(
            new JsonObject
            {
                ["schemaVersion"] = 2,
                ["mediaType"] = MediaType,
                ["artifactType"] = ArtifactType,
                ["config"] = Descriptor(EmptyType, EmptyDigest, Empty.Length),
                ["layers"] = new JsonArray(Descriptor(LayerType, Digest, SizeBytes)),
                ["annotations"] = new JsonObject { [NameAnnotation] = Name, [KeyAnnotation] = Key },
            }.ToJsonString()
        );

    /// <summary>Null when it is not one of ours.</summary>
    public static CacheManifest? Parse(byte[] json)
    {
        try
        {
            var manifest = JsonNode.Parse(json);
            var layers = manifest?["layers"]?.AsArray();
            var annotations = manifest?["annotations"];
            if (layers is not [{ } layer])
                return null;
            var parsed = new CacheManifest(
                (string?)annotations?[NameAnnotation] ?? "",
                (string?)annotations?[KeyAnnotation] ?? "",
                (string?)layer["digest"] ?? "",
                (long?)layer["size"] ?? -1
            );
            return Archives.Image.Descriptor.IsDigest(parsed.Digest) && parsed.SizeBytes >= 0 ? parsed : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static JsonObject Descriptor(string type, string digest, long size) =>
        new()
        {
            ["mediaType"] = type,
            ["digest"] = digest,
            ["size"] = size,
        };
}
