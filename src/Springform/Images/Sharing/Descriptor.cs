using System.Text.Json.Nodes;
using Springform.Registry;

namespace Springform.Images.Sharing;

/// <summary>What a manifest says about one blob or manifest (OCI image specification 1.1, descriptor.md).</summary>
/// <param name="Digest">sha256:...</param>
internal sealed record Descriptor(string MediaType, string Digest, long SizeBytes)
{
    public static Descriptor Of(string mediaType, ReadOnlySpan<byte> content) => new(mediaType, RegistryRepository.DigestOf(content), content.Length);

    public JsonObject ToJson() =>
        new()
        {
            ["mediaType"] = MediaType,
            ["digest"] = Digest,
            ["size"] = SizeBytes,
        };

    /// <summary><see cref="InvalidDataException"/> for anything else than a descriptor.</summary>
    public static Descriptor Parse(JsonNode? json)
    {
        var descriptor = new Descriptor((string?)json?["mediaType"] ?? "", (string?)json?["digest"] ?? "", (long?)json?["size"] ?? -1);
        return RegistryRepository.IsDigest(descriptor.Digest) && descriptor.SizeBytes >= 0
            ? descriptor
            : throw new InvalidDataException("a descriptor has no digest or size");
    }
}
