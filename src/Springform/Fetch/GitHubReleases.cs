using System.Text.Json;
using System.Text.Json.Serialization;
using Springform.Config;
using Springform.Errors;
using Springform.Fetch.Transfer;
using Springform.Names;
using Springform.Package.Fetching;

namespace Springform.Fetch;

/// <summary>What the API of GitHub says of releases: which is the newest complete one, and where a private one's files are.</summary>
/// <param name="token">goes to the API's host alone; null: none</param>
internal sealed class GitHubReleases(FetchHttp http, FetchConfig config, string? token, Action<string> log)
{
    private const string Json = "application/vnd.github+json";

    /// <summary>The newest release that is public, no prerelease and complete; those that are passed over are said.</summary>
    /// <param name="library">its name in springform.yaml</param>
    /// <returns>null: there is none</returns>
    public async Task<(ReleasePlace Place, byte[] Index)?> NewestAsync(string library, CancellationToken cancellation)
    {
        var releases = await AskAsync(
            $"{ReleasePlace.RepositoryApi(config)}/releases?per_page=30",
            FetchGitHubJson.Default.IReadOnlyListFetchRelease,
            cancellation
        );
        foreach (var release in releases.Where(release => !release.Prerelease))
        {
            if (VersionOf(release.TagName) is not { } version)
                continue;
            var place = ReleasePlace.Of(library, config, version);
            if (release.Draft)
                log($"{library}: {release.TagName} is a draft, and is passed over");
            else if (await CompleteAsync(place, release, cancellation) is { } index)
                return (place, index);
        }

        return null;
    }

    /// <summary>A file of a private release; null: the release or the file is not there, or there is no token.</summary>
    public async Task<AssetAddress?> FileAsync(ReleasePlace place, string name, CancellationToken cancellation)
    {
        if (token is null || place.Tag is null)
            return null;
        var release = await AskAsync(
            $"{ReleasePlace.RepositoryApi(config)}/releases/tags/{Uri.EscapeDataString(place.Tag)}",
            FetchGitHubJson.Default.FetchRelease,
            cancellation
        );
        return release.Assets.FirstOrDefault(asset => asset.Name == name) is { } found ? Address(found) : null;
    }

    private AssetAddress Address(FetchReleaseAsset asset) =>
        new(new Uri($"{ReleasePlace.RepositoryApi(config)}/releases/assets/{asset.Id}"), "the release's API", token);

    private async Task<byte[]?> CompleteAsync(ReleasePlace place, FetchRelease release, CancellationToken cancellation)
    {
        if (release.Assets.FirstOrDefault(asset => asset.Name == place.IndexName) is not { State: "uploaded" } found)
        {
            log($"{place.Library}: {release.TagName} has no {place.IndexName}, and is passed over");
            return null;
        }

        var json = await http.DocumentAsync(token is null ? place.File(place.IndexName) : Address(found), "application/octet-stream", cancellation);
        var index = FetchIndexFile.Read(json, place.IndexName);
        var missing = index.Assets.FirstOrDefault(wanted =>
            !release.Assets.Any(asset => asset.Name == wanted.Name && asset.State == "uploaded" && asset.Size == wanted.Size)
        );
        if (missing is null)
            return json;
        log($"{place.Library}: {release.TagName} is not complete ({missing.Name} is missing or has another size), and is passed over");
        return null;
    }

    private string? VersionOf(string tag)
    {
        var parts = config.Tag.Split("{version}");
        return
            parts is [var before, var after]
            && tag.StartsWith(before, StringComparison.Ordinal)
            && tag.EndsWith(after, StringComparison.Ordinal)
            && tag.Length > before.Length + after.Length
            ? tag[before.Length..^after.Length]
            : null;
    }

    private async Task<T> AskAsync<T>(string address, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        var json = await http.DocumentAsync(new AssetAddress(new Uri(address), "the release's API", token), Json, cancellation);
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("null");
        }
        catch (JsonException failure)
        {
            throw new FetchRefusalException(
                $"{new Uri(address).Host} does not answer as GitHub's API does: {Quoted.Clean(failure.Message)}",
                null,
                null,
                isTransient: false
            );
        }
    }
}

internal sealed record FetchRelease
{
    [JsonRequired]
    public string TagName { get; init; } = "";

    public bool Draft { get; init; }

    public bool Prerelease { get; init; }

    public IReadOnlyList<FetchReleaseAsset> Assets { get; init; } = [];
}

internal sealed record FetchReleaseAsset
{
    [JsonRequired]
    public long Id { get; init; }

    [JsonRequired]
    public string Name { get; init; } = "";

    public string State { get; init; } = "uploaded";

    public long Size { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FetchRelease))]
[JsonSerializable(typeof(IReadOnlyList<FetchRelease>))]
internal sealed partial class FetchGitHubJson : JsonSerializerContext;
