using Springform.Publish.GitHub;

namespace Springform.Publish.Assets;

/// <summary>A release's assets against dist/.</summary>
/// <param name="Changes">one for each file of dist/</param>
/// <param name="Extra">assets that dist/ does not have: reported, never deleted</param>
internal sealed record AssetComparison(IReadOnlyList<AssetChange> Changes, IReadOnlyList<RemoteAsset> Extra)
{
    /// <summary>Every file is there, whole and verified.</summary>
    public bool IsComplete => Changes.All(change => change.Action == AssetAction.Keep);

    public IEnumerable<AssetChange> Open => Changes.Where(change => change.Action != AssetAction.Keep);
}
