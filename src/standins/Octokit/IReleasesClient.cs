namespace Octokit;

public interface IReleasesClient
{
    Task<GeneratedReleaseNotes> GenerateReleaseNotes(string owner, string name, GenerateReleaseNotesRequest data);

    /// <summary>Drafts too, for a token that may write.</summary>
    Task<IReadOnlyList<Release>> GetAll(string owner, string name);

    Task<IReadOnlyList<Release>> GetAll(string owner, string name, ApiOptions options);

    Task<Release> Get(string owner, string name, long id);

    /// <summary>A published release; a draft is not found by its tag.</summary>
    Task<Release> Get(string owner, string name, string tag);

    Task<Release> GetLatest(string owner, string name);

    Task<Release> Create(string owner, string name, NewRelease data);

    Task<Release> Edit(string owner, string name, long id, ReleaseUpdate data);

    Task Delete(string owner, string name, long id);

    Task<IReadOnlyList<ReleaseAsset>> GetAllAssets(string owner, string name, long id);

    Task<IReadOnlyList<ReleaseAsset>> GetAllAssets(string owner, string name, long id, ApiOptions options);

    Task<ReleaseAsset> GetAsset(string owner, string name, int assetId);

    Task<ReleaseAsset> EditAsset(string owner, string name, int assetId, ReleaseAssetUpdate data);

    Task DeleteAsset(string owner, string name, int assetId);
}
