namespace Springform.Publish;

/// <param name="Remote">what the release has under this name</param>
/// <param name="Why">for people: its size is 3 and not 5</param>
public sealed record AssetChange(LocalAsset Asset, RemoteAsset? Remote, AssetAction Action, string Why);
