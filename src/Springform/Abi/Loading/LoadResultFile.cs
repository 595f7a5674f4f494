using System.Text.Json;
using System.Text.Json.Serialization;
using Springform.Plan;

namespace Springform.Abi.Loading;

/// <summary>A stored <see cref="LoadResult"/>.</summary>
internal static partial class LoadResultFile
{
    public const string Name = "load.json";

    public static byte[] Json(LoadResult result) => JsonSerializer.SerializeToUtf8Bytes(result, Layout.Default.LoadResult);

    public static LoadResult Read(string text) => JsonSerializer.Deserialize(text, Layout.Default.LoadResult)!;

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(LoadResult))]
    private sealed partial class Layout : JsonSerializerContext;
}
