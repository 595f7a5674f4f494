using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Springform.Archives.Image;

/// <summary>What a manifest says about one blob or manifest (OCI image specification 1.1, descriptor.md).</summary>
/// <param name="Digest">sha256:...</param>
internal sealed record Descriptor(string MediaType, string Digest, long SizeBytes)
{
    public static Descriptor Of(string mediaType, ReadOnlySpan<byte> content) => new(mediaType, DigestOf(content), content.Length);

    public static string DigestOf(ReadOnlySpan<byte> content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    public static bool IsDigest(string text) =>
        text.Length == 71 && text.StartsWith("sha256:", StringComparison.Ordinal) && text[7..].All(char.IsAsciiHexDigitLower);

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
        return IsDigest(descriptor.Digest) && descriptor.SizeBytes >= 0 ? descriptor : throw new InvalidDataException("a descriptor has no digest or size");
    }
}
