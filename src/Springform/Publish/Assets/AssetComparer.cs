using System.Collections.Concurrent;
using Springform.Errors;
using Springform.Publish.GitHub;

namespace Springform.Publish.Assets;

/// <summary>
/// Compares a release's assets with dist/ by name, state, size and digest. Where the server tells no digest the asset is downloaded and hashed, once: an
/// asset's bytes never change under one id.
/// </summary>
internal sealed class AssetComparer(GitHubApi api, AssetTransfer transfer, GitHubRetry retry)
{
    private const string DigestPrefix = "sha256:";
    private readonly ConcurrentDictionary<long, string> hashes = new();

    /// <summary>Asks for the assets as they are now.</summary>
    public async Task<AssetComparison> CompareAsync(RemoteRelease release, IReadOnlyList<LocalAsset> local, CancellationToken cancellation)
    {
        var remote = await api.ListAsync<RemoteAsset>(cancellation, "releases", release.Id, "assets");
        var changes = new List<AssetChange>();
        foreach (var asset in local)
        {
            changes.Add(await ChangeAsync(asset, remote.FirstOrDefault(candidate => candidate.Name == asset.Name), cancellation));
        }

        var names = local.Select(asset => asset.Name).ToHashSet(StringComparer.Ordinal);
        return new AssetComparison(changes, [.. remote.Where(asset => !names.Contains(asset.Name))]);
    }

    /// <summary>What has to be done for one asset.</summary>
    /// <param name="remote">null: the release has none of this name</param>
    public async Task<AssetChange> ChangeAsync(LocalAsset asset, RemoteAsset? remote, CancellationToken cancellation)
    {
        return remote switch
        {
            null => new AssetChange(asset, null, AssetAction.Upload, "missing"),
            { State: not RemoteAsset.Uploaded } => Replace($"an upload broke off: its state is {remote.State}"),
            _ when remote.Size != asset.SizeBytes => Replace($"its size is {remote.Size} bytes, not {asset.SizeBytes}"),
            _ when await Sha256Async(remote, cancellation) is var sha256 && sha256 != asset.Sha256 => Replace(
                $"its SHA-256 is {Quoted.Clean(sha256)}, not {asset.Sha256}"
            ),
            _ => new AssetChange(asset, remote, AssetAction.Keep, "the same"),
        };

        AssetChange Replace(string why) => new(asset, remote, AssetAction.Replace, why);
    }

    private async Task<string> Sha256Async(RemoteAsset asset, CancellationToken cancellation)
    {
        if (asset.Digest?.StartsWith(DigestPrefix, StringComparison.Ordinal) == true)
        {
            return asset.Digest[DigestPrefix.Length..];
        }

        return hashes.TryGetValue(asset.Id, out var known)
            ? known
            : hashes[asset.Id] = await retry.RunAsync($"download of {asset.Name}", (_, token) => transfer.Sha256Async(asset, token), cancellation);
    }
}
