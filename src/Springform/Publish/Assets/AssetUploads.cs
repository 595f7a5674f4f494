using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Springform.Errors;
using Springform.Publish.GitHub;
using Springform.Reporting;

namespace Springform.Publish.Assets;

/// <summary>Brings a release's assets to what they should be, several at a time.</summary>
/// <param name="atATime">uploads that run side by side</param>
internal sealed class AssetUploads(
    GitHubApi api,
    AssetTransfer transfer,
    AssetComparer comparer,
    GitHubRetry retry,
    PublishJournal journal,
    UploadProgress progress,
    int atATime
)
{
    /// <summary>After a failure no further upload is begun, and those that run come to their end: what they send need not be sent again.</summary>
    public async Task RunAsync(RemoteRelease release, IReadOnlyList<AssetChange> changes, CancellationToken cancellation)
    {
        progress.Begin(changes.Count, changes.Sum(change => change.Asset.SizeBytes));
        var failures = new ConcurrentQueue<Exception>();
        try
        {
            await Parallel.ForEachAsync(
                changes,
                new ParallelOptions { MaxDegreeOfParallelism = atATime, CancellationToken = cancellation },
                async (change, token) =>
                {
                    try
                    {
                        if (failures.IsEmpty)
                        {
                            await UploadAsync(release, change, token);
                        }
                    }
                    catch (Exception failure) when (!token.IsCancellationRequested)
                    {
                        failures.Enqueue(failure);
                    }
                }
            );
        }
        finally
        {
            progress.End();
        }

        if (failures.TryDequeue(out var first))
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    private async Task UploadAsync(RemoteRelease release, AssetChange change, CancellationToken cancellation)
    {
        var asset = change.Asset;
        await retry.RunAsync(
            $"upload of {asset.Name}",
            async (attempts, token) =>
            {
                await AttemptAsync(release, change, isFirst: attempts == 0, token);
                return true;
            },
            cancellation,
            error => error is GitHubRefusalException { AlreadyExists: true }
        );
        progress.Done(asset.Name, asset.SizeBytes);
        journal.Record($"uploaded {asset.Name} {asset.Sha256}");
    }

    private async Task AttemptAsync(RemoteRelease release, AssetChange change, bool isFirst, CancellationToken cancellation)
    {
        try
        {
            if (await MakeRoomAsync(release, change, isFirst, cancellation))
            {
                await SendAsync(release, change.Asset, cancellation);
            }
        }
        catch (GitHubRefusalException refusal) when (refusal.IsOfImmutable)
        {
            if ((await NowAsync(release, change.Asset, cancellation)).Action != AssetAction.Keep)
            {
                throw PublishProblems.PublishedTooEarly(release, change.Asset);
            }
        }
    }

    private async Task<AssetChange> NowAsync(RemoteRelease release, LocalAsset asset, CancellationToken cancellation)
    {
        var assets = await api.ListAsync<RemoteAsset>(cancellation, "releases", release.Id, "assets");
        return await comparer.ChangeAsync(asset, assets.FirstOrDefault(candidate => candidate.Name == asset.Name), cancellation);
    }

    private async Task SendAsync(RemoteRelease release, LocalAsset asset, CancellationToken cancellation)
    {
        long sent = 0;
        try
        {
            var made = await transfer.UploadAsync(
                release,
                asset,
                count =>
                {
                    sent += count;
                    progress.Moved(count);
                },
                cancellation
            );
            if (made.Name != asset.Name)
            {
                throw new SpringformException(
                    new Problem(
                        ErrorCode.IncompleteDist,
                        $"GitHub renamed the asset {Quoted.Of(asset.Name)} to {Quoted.Of(made.Name)}",
                        asset.Path,
                        "choose a name of letters, digits, '.', '_' and '-' under packages"
                    )
                );
            }
        }
        catch
        {
            progress.Moved(-sent);
            throw;
        }
    }

    /// <summary>
    /// Deletes what stands under the asset's name. It is looked at again just before: an attempt of ours may have arrived, or another publisher may be
    /// completing the upload that was a broken one a moment ago, and then publish.
    /// </summary>
    /// <returns>false: the asset is there and right</returns>
    private async Task<bool> MakeRoomAsync(RemoteRelease release, AssetChange planned, bool isFirst, CancellationToken cancellation)
    {
        var change = isFirst && planned.Action != AssetAction.Replace ? planned : await NowAsync(release, planned.Asset, cancellation);
        if (change.Action == AssetAction.Replace)
        {
            await api.DeleteAsync(cancellation, "releases", "assets", change.Remote!.Id);
            journal.Record($"deleted {change.Asset.Name} {change.Remote.Id}: {change.Why}");
        }

        return change.Action != AssetAction.Keep;
    }
}
