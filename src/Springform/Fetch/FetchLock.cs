using System.Text.Json;
using System.Text.Json.Serialization;
using Springform.Errors;
using Springform.Files;
using Springform.Names;
using Springform.Package.Fetching;

namespace Springform.Fetch;

/// <summary>
/// springform.fetch.lock: which release of each library is used, and every archive of it by size and SHA-256. Committed; the same pins give the same text.
/// </summary>
internal sealed record FetchLock
{
    public const string FileName = "springform.fetch.lock";

    public required int Schema { get; init; }

    /// <summary>By name in springform.yaml.</summary>
    public required IReadOnlyDictionary<string, PinnedLibrary> Libraries { get; init; }

    public static FetchLock Empty { get; } =
        new() { Schema = FetchIndex.CurrentSchema, Libraries = new SortedDictionary<string, PinnedLibrary>(StringComparer.Ordinal) };

    /// <summary><see cref="Empty"/> where there is none.</summary>
    /// <exception cref="SpringformException">E508 it is none that Springform wrote</exception>
    public static FetchLock Read(string path)
    {
        if (!Path.Exists(path))
            return Empty;
        try
        {
            var read =
                JsonSerializer.Deserialize(PlainFile.ReadAllBytes(path), FetchLockJson.Default.FetchLock) ?? throw FetchIndexFile.Broken(FileName, "is empty");
            foreach (var (name, library) in read.Libraries)
            {
                if (
                    !Uri.TryCreate(library.Url, UriKind.Absolute, out var address)
                    || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
                    || !library.Url.EndsWith('/')
                )
                    throw Broken($"has no https address of a folder for {Quoted.Of(name)}");
                if (!FetchIndexFile.IsHash(library.IndexSha256))
                    throw Broken($"has no SHA-256 of the index of {Quoted.Of(name)}");
                FetchIndexFile.Check(library.Assets, FileName);
            }

            return read;
        }
        catch (JsonException failure)
        {
            throw Broken($"is not readable: {Quoted.Clean(failure.Message)}", failure);
        }
    }

    public void Write(string path) =>
        AtomicFile.Write(
            path,
            file =>
            {
                file.Write([.. JsonSerializer.SerializeToUtf8Bytes(this, FetchLockJson.Default.FetchLock), (byte)'\n']);
                return true;
            }
        );

    public FetchLock With(string name, PinnedLibrary library) =>
        this with
        {
            Libraries = new SortedDictionary<string, PinnedLibrary>(Libraries.ToDictionary(), StringComparer.Ordinal) { [name] = library },
        };

    private static SpringformException Broken(string what, Exception? inner = null) =>
        new(
            new Problem(
                ErrorCode.BrokenFetchIndex,
                $"{FileName} {what}",
                FileName,
                "run --target=UpdatePins --pins=fetch to write it anew, or restore it from git"
            ),
            inner
        );
}

/// <summary>One release.</summary>
internal sealed record PinnedLibrary
{
    public required string Version { get; init; }

    /// <summary>The folder of its files, with / at the end.</summary>
    public required string Url { get; init; }

    public required string IndexSha256 { get; init; }

    public IReadOnlyList<string> Mirrors { get; init; } = [];

    public required IReadOnlyList<FetchAsset> Assets { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    WriteIndented = true,
    NewLine = "\n"
)]
[JsonSerializable(typeof(FetchLock))]
internal sealed partial class FetchLockJson : JsonSerializerContext;
