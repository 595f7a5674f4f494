using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Springform.Errors;
using Springform.Files;
using Springform.Names;

namespace Springform.Report;

/// <summary>manifest.json and abi.json of a folder, which anybody may have written: nothing in them is believed beyond its type.</summary>
/// <param name="Abi">null: there is none</param>
internal sealed record ReleaseDocuments(ManifestDocument Manifest, AbiDocument? Abi)
{
    private const int MaxBytes = 64 << 20;

    /// <exception cref="SpringformException">E105 there is no manifest; E504 one of them cannot be read</exception>
    public static ReleaseDocuments Read(string folder) =>
        new(
            Read(Path.Combine(folder, DistFile.Manifest), ReportJson.Default.ManifestDocument)
                ?? throw new SpringformException(
                    new Problem(
                        ErrorCode.MissingFile,
                        $"there is no {DistFile.Manifest}, which says what a release holds",
                        folder,
                        "give the folder that holds all files of one release, with --from DIR"
                    )
                ),
            Read(Path.Combine(folder, DistFile.AbiReport), ReportJson.Default.AbiDocument)
        );

    /// <summary>Null where there is no such file.</summary>
    internal static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        if (FileStat.OfTarget(path) is not { } stat)
            return null;
        try
        {
            if (stat.SizeBytes > MaxBytes)
                throw Broken(path, $"is larger than {MaxBytes} bytes");
            using var document = JsonDocument.Parse(PlainFile.ReadAllBytes(path));
            if (HasNullInArray(document.RootElement))
                throw Broken(path, "has a null in a list");
            return document.Deserialize(type) ?? throw Broken(path, "is empty");
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            throw Broken(path, $"is not readable: {failure.Message}", failure);
        }
    }

    // A deserialiser takes a null for an element of any list.
    private static bool HasNullInArray(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Null || HasNullInArray(item)),
            JsonValueKind.Object => element.EnumerateObject().Any(member => HasNullInArray(member.Value)),
            _ => false,
        };

    private static SpringformException Broken(string path, string what, Exception? inner = null) =>
        new(
            new Problem(
                ErrorCode.BrokenLedger,
                Quoted.Clean($"{Path.GetFileName(path)} {what}"),
                path,
                "let Springform write it again: run --target=Dist, or download the release again"
            ),
            inner
        );
}
