using System.Text.Json;
using System.Text.Json.Serialization;
using Springform.Cache;
using Springform.Errors;
using Springform.Plan;

namespace Springform.Abi.Loading;

/// <summary>A stored <see cref="LoadResult"/>.</summary>
internal static partial class LoadResultFile
{
    public const string Name = "load.json";

    public static byte[] Json(LoadResult result) => JsonSerializer.SerializeToUtf8Bytes(result, Layout.Default.LoadResult);

    public static LoadResult Read(string text) => JsonSerializer.Deserialize(text, Layout.Default.LoadResult)!;

    /// <summary>A result that another machine made.</summary>
    /// <returns>why it cannot be that of <paramref name="target"/> in <paramref name="baseId"/>; null: it can</returns>
    public static string? Refusal(Blob blob, string target, string baseId)
    {
        try
        {
            return
                Read(StoredText.Of(blob)) is { Started: not null, Loaded: not null, NotLoaded: not null } result
                && (result.Target, result.BaseId) == (target, baseId)
                ? null
                : $"is not what was seen of {target} in {baseId}";
        }
        catch (JsonException error)
        {
            return $"cannot be read: {error.Message}";
        }
        catch (SpringformException error)
        {
            return $"cannot be read: {error.Problems[0].What}";
        }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(LoadResult))]
    private sealed partial class Layout : JsonSerializerContext;
}
