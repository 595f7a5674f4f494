using System.Text.Json;
using System.Text.Json.Serialization;

namespace Springform.Archives.Image;

/// <summary>The config JSON of an image, in the order and spelling of the OCI image specification 1.0 (config.md).</summary>
internal sealed record ImageConfig(
    string Created,
    string Architecture,
    string? Variant,
    string Os,
    ImageConfig.Defaults Config,
    ImageConfig.RootFs Rootfs,
    IReadOnlyList<ImageConfig.Step> History
)
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Layout);

    internal static ImageConfig Of(ImageDescription description, IReadOnlyList<ImageLayer> layers)
    {
        var created = ImageDescription.Time(description.SourceDateEpoch);
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in description.Labels)
            labels.Add(key, value);

        return new ImageConfig(
            created,
            description.Architecture,
            description.Variant,
            description.Os,
            new Defaults(NullIfEmpty(description.Env), NullIfEmpty(description.Cmd), labels.Count > 0 ? labels : null),
            new RootFs("layers", [.. layers.Select(layer => $"sha256:{layer.DiffId}")]),
            // One step per layer: engines count them against the layers.
            [.. layers.Select(_ => new Step(created, "springform"))]
        );
    }

    private static IReadOnlyList<string>? NullIfEmpty(IReadOnlyList<string> list) => list.Count > 0 ? list : null;

    internal sealed record Defaults(
        [property: JsonPropertyName("Env")] IReadOnlyList<string>? Env,
        [property: JsonPropertyName("Cmd")] IReadOnlyList<string>? Cmd,
        [property: JsonPropertyName("Labels")] SortedDictionary<string, string>? Labels
    );

    internal sealed record RootFs(string Type, [property: JsonPropertyName("diff_ids")] IReadOnlyList<string> DiffIds);

    internal sealed record Step(string Created, [property: JsonPropertyName("created_by")] string CreatedBy);
}
