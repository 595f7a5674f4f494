namespace Springform.Publish.Assets;

/// <summary>A file of dist/ is no longer what the ledger lists, while it is sent.</summary>
internal sealed class AssetChangedException(LocalAsset asset) : Exception($"{asset.Name} changed while it was uploaded")
{
    public LocalAsset Asset { get; } = asset;
}
