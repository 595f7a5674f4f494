namespace Octokit.Internal;

internal sealed class ReleasesClient(IConnection connection) : IReleasesClient
{
    public Task<GeneratedReleaseNotes> GenerateReleaseNotes(string owner, string name, GenerateReleaseNotesRequest data) =>
        Post<GeneratedReleaseNotes>(Releases(owner, name, "generate-notes"), data);

    public Task<IReadOnlyList<Release>> GetAll(string owner, string name) => GetAll(owner, name, null);

    public Task<IReadOnlyList<Release>> GetAll(string owner, string name, ApiOptions options) =>
        Pages.GetAll<Release>(connection, Releases(owner, name), options);

    public Task<Release> Get(string owner, string name, long id) => Get<Release>(Releases(owner, name, id));

    public Task<Release> Get(string owner, string name, string tag) => Get<Release>(Releases(owner, name, "tags", tag));

    public Task<Release> GetLatest(string owner, string name) => Get<Release>(Releases(owner, name, "latest"));

    public Task<Release> Create(string owner, string name, NewRelease data) => Post<Release>(Releases(owner, name), data);

    public Task<Release> Edit(string owner, string name, long id, ReleaseUpdate data) => Patch<Release>(Releases(owner, name, id), data);

    public Task Delete(string owner, string name, long id) => connection.Delete(Releases(owner, name, id));

    public Task<IReadOnlyList<ReleaseAsset>> GetAllAssets(string owner, string name, long id) => GetAllAssets(owner, name, id, null);

    public Task<IReadOnlyList<ReleaseAsset>> GetAllAssets(string owner, string name, long id, ApiOptions options) =>
        Pages.GetAll<ReleaseAsset>(connection, Releases(owner, name, id, "assets"), options);

    public Task<ReleaseAsset> GetAsset(string owner, string name, int assetId) => Get<ReleaseAsset>(Releases(owner, name, "assets", assetId));

    public Task<ReleaseAsset> EditAsset(string owner, string name, int assetId, ReleaseAssetUpdate data) =>
        Patch<ReleaseAsset>(Releases(owner, name, "assets", assetId), data);

    public Task DeleteAsset(string owner, string name, int assetId) => connection.Delete(Releases(owner, name, "assets", assetId));

    private static Uri Releases(string owner, string name, params object[] parts) => RepositoriesClient.Address(owner, name, ["releases", .. parts]);

    private async Task<T> Get<T>(Uri uri) => (await connection.Get<T>(uri, null).ConfigureAwait(false)).Body;

    private async Task<T> Post<T>(Uri uri, object data) => (await connection.Post<T>(uri, data, null, null).ConfigureAwait(false)).Body;

    private async Task<T> Patch<T>(Uri uri, object data) => (await connection.Patch<T>(uri, data).ConfigureAwait(false)).Body;
}
