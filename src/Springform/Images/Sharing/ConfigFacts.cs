using System.Text.Json;
using System.Text.Json.Nodes;
using Springform.Archives.Image;
using Springform.Names;
using Springform.Plan;
using Springform.Registry;

namespace Springform.Images.Sharing;

/// <summary>What an image's config says of it.</summary>
/// <param name="Platform">linux/amd64; arm64 without its only variant</param>
/// <param name="Key">the label of the step that made it; null: not one of ours</param>
/// <param name="DiffIds">of the layers unpacked, lowest first: sha256:...</param>
internal sealed record ConfigFacts(string Platform, string? Key, IReadOnlyList<string> DiffIds)
{
    /// <summary><see cref="InvalidDataException"/> for anything else than a config.</summary>
    public static ConfigFacts Parse(byte[] json)
    {
        try
        {
            var config = JsonNode.Parse(json);
            var architecture = (string?)config?["architecture"];
            var variant = (string?)config?["variant"];
            var diffIds = (config?["rootfs"]?["diff_ids"]?.AsArray() ?? []).Select(id => (string?)id ?? "").ToList();
            if (!diffIds.All(Descriptor.IsDigest))
                throw new InvalidDataException("an image's config names a layer without its SHA-256");
            var platform = $"{(string?)config?["os"]}/{architecture}{(string.IsNullOrEmpty(variant) || architecture == "arm64" ? "" : $"/{variant}")}";
            return new ConfigFacts(platform, (string?)config?["config"]?["Labels"]?[ImageLabels.Key], diffIds);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("an image has no config that can be read", error);
        }
    }

    /// <summary>Null when it is the image of that step; else what is wrong, a clause.</summary>
    public string? WhyNot(BuilderStep builder, int layers) =>
        Key is null ? "it is not an image that Springform made"
        : Key != builder.Key.Key.Text ? $"its key is {Key}"
        : Platform != builder.Platform ? $"it is for {Platform}"
        : DiffIds.Count != layers ? $"its config names {DiffIds.Count} layers, its manifest {layers}"
        : null;
}
