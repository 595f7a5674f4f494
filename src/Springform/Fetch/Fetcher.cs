using System.Security.Cryptography;
using Springform.Errors;
using Springform.Fetch.Transfer;
using Springform.Files;
using Springform.Keys;
using Springform.Reporting;

namespace Springform.Fetch;

/// <summary>
/// Brings one archive into its place: from there, from the user's store, from a folder, or from the network. Every byte is verified before it is seen.
/// </summary>
/// <param name="offline">nothing is asked for over the network</param>
/// <param name="lockFolder">for the locks of places; of this checkout</param>
internal sealed class Fetcher(
    FetchHttp http,
    FetchStore store,
    FileHasher hasher,
    TimeProvider clock,
    FetchProgress progress,
    Action<string> log,
    bool offline,
    string lockFolder
)
{
    /// <returns>what was done, for people</returns>
    /// <exception cref="FetchFailedException">it cannot be had</exception>
    /// <exception cref="SpringformException">E502, E503, E507, E509: it is there, and is not what it should be</exception>
    public async Task<string> FetchAsync(FetchRequest request, CancellationToken cancellation)
    {
        var placement = new Placement(request.Folder, request.Asset, hasher);
        using var held = await LockAsync(request, cancellation);
        placement.Clear();
        if (placement.IsUpToDate())
            return "up to date";
        using var stored = await store.LockAsync(request.Asset, () => log($"{request.Asset.Name}: another process is downloading it; waiting"), cancellation);
        if (store.Find(request.Asset) is { } archive)
            return await UnpackAsync(placement, archive, "unpacked from the cache", cancellation);
        if (request.FromFolder is { } folder && Path.Combine(folder, request.Asset.Name) is var path && File.Exists(path))
        {
            Require(path, request);
            return await UnpackAsync(placement, path, $"unpacked from {folder}", cancellation);
        }

        if (offline)
            throw new FetchFailedException(
                request.Asset.Name,
                [$"it is neither in the cache nor in a folder that --from names, and --offline prevents downloading it"],
                isWrong: false
            );
        await DownloadAsync(placement, request, cancellation);
        return "downloaded";
    }

    /// <summary>Of the place: two runs in one checkout wait for each other.</summary>
    public async Task<IDisposable> LockAsync(FetchRequest request, CancellationToken cancellation)
    {
        var name = string.Concat(request.Library, "-", Path.GetFileName(request.Folder), ".lock");
        SystemFault.Guard(lockFolder, () => Directory.CreateDirectory(lockFolder));
        return await FileLock.AcquireAsync(
            Path.Combine(lockFolder, name),
            () => log($"{request.Library}: another run is fetching it; waiting"),
            clock,
            cancellation
        );
    }

    private async Task DownloadAsync(Placement placement, FetchRequest request, CancellationToken cancellation)
    {
        var asset = request.Asset;
        using var part = new PieceFile(store.PartOf(asset), asset.Sha256, asset.Size, http.Limits);
        if (part.ResumedBytes > 0)
            log($"{asset.Name}: {part.ResumedBytes} of {asset.Size} bytes are there from an interrupted download");
        progress.Begin(asset.Name, asset.Size, part.ResumedBytes);
        try
        {
            var streams = placement.CanStream;
            var download = new Download(http, asset, part, progress, log, (body, stop) => streams ? placement.UnpackAsync(body, stop) : Task.CompletedTask);
            try
            {
                await AskAsync(download, request, cancellation);
            }
            catch
            {
                placement.Clear();
                throw;
            }

            part.Finish(store.PathOf(asset));
            if (!streams)
                await placement.UnpackAsync(store.PathOf(asset), cancellation);
            placement.Commit();
            store.Sweep();
        }
        finally
        {
            progress.End(asset.Name);
        }
    }

    private async Task AskAsync(Download download, FetchRequest request, CancellationToken cancellation)
    {
        try
        {
            await download.RunAsync(request.Addresses, cancellation);
        }
        catch (FetchFailedException failure) when (!failure.IsWrong && request.Private is not null)
        {
            if (await PrivateAsync(request, cancellation) is not { } address)
                throw;
            await download.RunAsync([address], cancellation);
        }
    }

    private async Task<AssetAddress?> PrivateAsync(FetchRequest request, CancellationToken cancellation)
    {
        try
        {
            return await request.Private!(cancellation);
        }
        catch (Exception failure) when (Download.IsOfNetwork(failure) && !cancellation.IsCancellationRequested)
        {
            log($"{request.Library}: {Download.Words(failure)}");
            return null;
        }
    }

    private static async Task<string> UnpackAsync(Placement placement, string archive, string done, CancellationToken cancellation)
    {
        await placement.UnpackAsync(archive, cancellation);
        placement.Commit();
        return done;
    }

    private static void Require(string path, FetchRequest request)
    {
        using var file = PlainFile.OpenRead(path);
        if (Convert.ToHexStringLower(SHA256.HashData(file)) is var sha256 && sha256 != request.Asset.Sha256)
            throw FetchProblems.Wrong(
                request.Library,
                request.Asset.Name,
                [$"{path}: the SHA-256 of the file is {sha256}, and {request.Asset.Sha256} is expected"]
            );
    }
}
