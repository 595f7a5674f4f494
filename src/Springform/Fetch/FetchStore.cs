using System.Security.Cryptography;
using Springform.Files;
using Springform.Package.Fetching;

namespace Springform.Fetch;

/// <summary>
/// Downloaded archives of this user, by SHA-256, shared by all checkouts. Who downloads holds the lock of that archive, so that builds side by side share one
/// download.
/// </summary>
internal sealed class FetchStore(string folder, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <param name="userFolder">see <see cref="Images.RootfsCache.UserFolder"/></param>
    public static FetchStore Of(string userFolder, TimeProvider clock) => new(Path.Combine(userFolder, "fetch"), clock);

    /// <param name="waiting">told once, when another process has it</param>
    public async Task<IDisposable> LockAsync(FetchAsset asset, Action waiting, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        return await FileLock.AcquireAsync(Path.Combine(folder, asset.Sha256 + ".lock"), waiting, clock, cancellation);
    }

    public string PathOf(FetchAsset asset) => Path.Combine(folder, asset.Sha256);

    public string PartOf(FetchAsset asset) => Path.Combine(folder, asset.Sha256 + ".part");

    /// <summary>The archive, every byte of it verified; null where there is none. One that is damaged is removed. Call it with the lock held.</summary>
    public string? Find(FetchAsset asset)
    {
        var path = PathOf(asset);
        if (FileStat.Of(path) is not { IsRegular: true } stat)
            return null;
        if (stat.SizeBytes == asset.Size && Sha256(path) == asset.Sha256)
        {
            File.SetLastAccessTimeUtc(path, clock.GetUtcNow().UtcDateTime);
            return path;
        }

        File.Delete(path);
        return null;
    }

    /// <summary>Removes what nobody used for thirty days. An archive whose lock is held stays.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(file => clock.GetUtcNow() - Used(file) > Kept))
        {
            try
            {
                using var held = new FileStream(
                    Path.Combine(folder, file.Name[..Math.Min(64, file.Name.Length)] + ".lock"),
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None
                );
                file.Delete();
            }
            catch (IOException)
            {
                continue; // in use
            }
        }
    }

    private static DateTime Used(FileInfo file) => file.LastAccessTimeUtc > file.LastWriteTimeUtc ? file.LastAccessTimeUtc : file.LastWriteTimeUtc;

    private static string Sha256(string path)
    {
        using var file = PlainFile.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
