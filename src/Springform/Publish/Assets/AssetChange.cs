using Springform.Publish.GitHub;

namespace Springform.Publish.Assets;

/// <param name="Remote">what the release has under this name</param>
/// <param name="Why">for people: its size is 3 and not 5</param>
internal sealed record AssetChange(LocalAsset Asset, RemoteAsset? Remote, AssetAction Action, string Why);

/// <summary>What has to be done for an asset to be right.</summary>
internal enum AssetAction
{
    Keep,
    Upload,

    /// <summary>What is there is deleted first.</summary>
    Replace,
}
