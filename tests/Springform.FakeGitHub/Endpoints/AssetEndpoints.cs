using System.Text.Json.Serialization;
using Springform.FakeGitHub.Http;
using Springform.FakeGitHub.State;

namespace Springform.FakeGitHub.Endpoints;

/// <summary>REST API, "Release assets"; uploads are in <see cref="UploadEndpoint"/>.</summary>
internal sealed class AssetEndpoints(Shapes shapes)
{
    private const string Releases = "/repos/{owner}/{repo}/releases";

    public IEnumerable<Route> Routes =>
        [
            new("GET", Releases + "/{id:long}/assets", List),
            new("GET", Releases + "/assets/{asset:int}", Get),
            new("PATCH", Releases + "/assets/{asset:int}", EditAsync),
            new("DELETE", Releases + "/assets/{asset:int}", Delete),
            new(FakeHost.Web, "GET", "/{owner}/{repo}/releases/download/{tag}/{name}", call => Task.FromResult(Download(call))),
            new(FakeHost.Web, "GET", "/storage/{asset:int}", call => Task.FromResult(Bytes(call.Repository.Asset(call.Number("asset"))))),
        ];

    private Answer List(Call call)
    {
        var release = ReleaseEndpoints.Visible(call);
        return call.Page(call.Repository.Assets(release.Id), asset => shapes.Asset(release, asset));
    }

    private Answer Get(Call call)
    {
        var (release, asset) = Find(call);
        if (call.Request.Accept?.Contains("application/octet-stream", StringComparison.Ordinal) != true)
            return new Answer(200, shapes.Asset(release, asset));
        if (asset.State != "uploaded")
            throw GitHubException.NotFound;
        return call.Server.Options.RedirectDownloads
            ? new Answer(302) { Headers = new Dictionary<string, string> { ["Location"] = $"{call.Server.Web}/storage/{asset.Id}?sig={asset.Sha256![..8]}" } }
            : Bytes(asset);
    }

    private async Task<Answer> EditAsync(Call call)
    {
        var (release, asset) = Find(call);
        var change = await call.JsonAsync<AssetChange>();
        var edited = call.Repository.EditAsset(
            call.By,
            asset.Id,
            before => before with { Name = change.Name is null ? before.Name : AssetName.Sanitize(change.Name), Label = change.Label ?? before.Label }
        );
        return new Answer(200, shapes.Asset(release, edited));
    }

    private static Answer Delete(Call call)
    {
        call.Repository.DeleteAsset(call.By, call.Number("asset"));
        return new Answer(204);
    }

    /// <summary>Pages give what is public to everybody, and nothing else.</summary>
    private static Answer Download(Call call)
    {
        var release = call.Repository.Release(call.Route("tag"));
        var asset = call.Repository.Assets(release.Id).FirstOrDefault(asset => asset.Name == call.Route("name") && asset.State == "uploaded");
        return asset is null ? throw GitHubException.NotFound : Bytes(asset);
    }

    private static (FakeRelease Release, FakeAsset Asset) Find(Call call)
    {
        var asset = call.Repository.Asset(call.Number("asset"));
        var release = call.Repository.Release(asset.ReleaseId);
        return call.MayWrite || !release.Draft ? (release, asset) : throw GitHubException.NotFound;
    }

    private static Answer Bytes(FakeAsset asset) =>
        asset.Path is { } path ? new Answer(200) { File = path } : throw new GitHubException(410, "The content was not kept");

    private sealed record AssetChange([property: JsonPropertyName("name")] string? Name, [property: JsonPropertyName("label")] string? Label);
}
