using System.Text.Json;
using System.Text.Json.Serialization;
using Springform.Archives;
using Springform.Errors;
using Springform.Names;

namespace Springform.Package.Fetching;

/// <summary>Reads and writes an index. What is read may come from anybody: E508 for what no index of ours would say.</summary>
internal static class FetchIndexFile
{
    private const int MaxPathBytes = 1024;
    private const string ProcessorPrefix = "x86-64-v";

    /// <summary>UTF-8 with a line break at its end.</summary>
    public static byte[] Json(FetchIndex index) => [.. JsonSerializer.SerializeToUtf8Bytes(index, FetchIndexJson.Default.FetchIndex), (byte)'\n'];

    /// <param name="place">where it comes from, for messages</param>
    public static FetchIndex Read(ReadOnlySpan<byte> json, string place)
    {
        try
        {
            var index = JsonSerializer.Deserialize(json, FetchIndexJson.Default.FetchIndex) ?? throw Broken(place, "is empty");
            if (index.Schema != FetchIndex.CurrentSchema)
                throw Broken(place, $"is of schema {index.Schema}, and this Springform reads {FetchIndex.CurrentSchema}");
            Check(index.Assets, place);
            return index;
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            throw Broken(place, $"is not readable: {Quoted.Clean(failure.Message)}", failure);
        }
    }

    /// <summary>No name, path or number in it leads anywhere that it should not.</summary>
    internal static void Check(IReadOnlyList<FetchAsset> assets, string place)
    {
        foreach (var asset in assets)
        {
            if (asset is null || !IsFileName(asset.Name))
                throw Broken(place, $"names the archive {Quoted.Of(asset?.Name ?? "")}, which is no file name");
            if (Platform.Find(asset.Platform) is not { } platform || asset.Os != platform.Os || asset.Arch != platform.Arch)
                throw Broken(place, $"has no known platform for {asset.Name}: {Quoted.Of(asset.Platform)}");
            if (!IsHash(asset.Sha256) || asset.Size <= 0 || asset.Entries <= 0 || asset.UnpackedSize < 0)
                throw Broken(place, $"has no valid hash and sizes for {asset.Name}");
            if (asset.Processor is { } level && !IsLevel(level))
                throw Broken(place, $"names the processor {Quoted.Of(level)} for {asset.Name}, which is no level of x86-64");
            if (asset.Root is { } root && (!IsPath(root) || root.Contains('/', StringComparison.Ordinal)))
                throw Broken(place, $"names the root {Quoted.Of(root)} of {asset.Name}, which is no folder's name");
            if (asset.Files.Count == 0)
                throw Broken(place, $"requires no file of {asset.Name}");
            if (asset.Files.FirstOrDefault(file => file is null || !IsPath(file.Path) || !IsHash(file.Sha256) || file.Size < 0) is { } wrong)
                throw Broken(place, $"has no valid path, size and hash for {Quoted.Of(wrong.Path)} of {asset.Name}");
        }

        if (assets.GroupBy(asset => asset.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Broken(place, $"names {twice.Key} twice");
    }

    internal static bool IsHash(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);

    internal static SpringformException Broken(string place, string what, Exception? inner = null) =>
        new(
            new Problem(ErrorCode.BrokenFetchIndex, $"the index of the release {what}", place, "ask those who made the release, or fetch another version"),
            inner
        );

    private static bool IsLevel(string level) =>
        level.Length == ProcessorPrefix.Length + 1 && level.StartsWith(ProcessorPrefix, StringComparison.Ordinal) && char.IsAsciiDigit(level[^1]);

    private static bool IsFileName(string name) => IsPath(name) && !name.Contains('/', StringComparison.Ordinal) && name[0] is not ('.' or '-');

    private static bool IsPath(string? path) => path is { Length: > 0 } && ArchivePath.Normalise(path, MaxPathBytes, out _) == path;
}

/// <summary>Strict in what it needs, and open for what a later version may add.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    WriteIndented = true,
    NewLine = "\n"
)]
[JsonSerializable(typeof(FetchIndex))]
internal sealed partial class FetchIndexJson : JsonSerializerContext;
