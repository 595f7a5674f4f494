using Springform.Errors;
using Springform.Files;
using Springform.Keys;
using Springform.Machine;

namespace Springform.Images;

/// <summary>
/// Bases made from mirrors, shared by all projects of a user: <c>bases/SUITE-ARCH[-PACKAGES].SHA256.tar</c>. Each is verified by hash before it is used, and
/// made by one process while the others wait.
/// </summary>
/// <param name="cacheFolder">see <see cref="UserFolder"/></param>
internal sealed class RootfsCache(string cacheFolder, IRootfsMaker maker, FileHasher hasher, TimeProvider clock, IOutput log)
{
    /// <summary>A tar that is being written, and where.</summary>
    private static readonly string[] Unfinished = ["*.part", "*.work"];

    private const int Kept = 3;

    private string Folder => Path.Combine(cacheFolder, "bases");

    /// <summary>SPRINGFORM_CACHE, else springform/ in XDG_CACHE_HOME, else in ~/.cache.</summary>
    public static string UserFolder(ProcessEnvironment environment)
    {
        if (environment["SPRINGFORM_CACHE"] is { Length: > 0 } own)
            return Path.GetFullPath(own);
        var shared =
            environment["XDG_CACHE_HOME"] is { Length: > 0 } xdg && Path.IsPathFullyQualified(xdg)
                ? xdg
                : Path.Combine(environment["HOME"] is { Length: > 0 } home ? home : Path.GetTempPath(), ".cache");
        return Path.Combine(shared, "springform");
    }

    /// <summary>Removes what killed processes left half-made. One that is alive holds its lock.</summary>
    /// <returns>bytes that are free now</returns>
    public static long Sweep(string cacheFolder)
    {
        var folder = Path.Combine(cacheFolder, "bases");
        long removed = 0;
        foreach (var part in Directory.Exists(folder) ? Unfinished.SelectMany(new DirectoryInfo(folder).GetFiles) : [])
        {
            try
            {
                using var free = new FileStream(Path.ChangeExtension(part.FullName, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                removed += part.Length;
                RootfsWork.Clear(RootfsWork.NoteOf(part.FullName));
                part.Delete();
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // It is being made, or is another user's.
            }
        }

        return removed;
    }

    /// <summary>The newest archive of this base, or a new one.</summary>
    public Task<RootfsArchive> EnsureAsync(MirrorBase wanted, IOutput output, CancellationToken cancellation) =>
        EnsureAsync(wanted, null, output, cancellation);

    /// <summary>A new one, of what the mirror has now.</summary>
    public async Task<RootfsArchive> RenewAsync(MirrorBase wanted, IOutput output, CancellationToken cancellation)
    {
        using var held = await LockAsync(wanted, cancellation);
        return await MakeAsync(wanted, output, cancellation);
    }

    /// <summary>The archive with this hash if it is here; else a new one, which may have another hash when the mirror has moved on.</summary>
    public async Task<RootfsArchive> EnsureAsync(MirrorBase wanted, string? sha256, IOutput output, CancellationToken cancellation)
    {
        if (Find(wanted, sha256) is { } present)
            return present;
        using var held = await LockAsync(wanted, cancellation);
        return Find(wanted, sha256) ?? await MakeAsync(wanted, output, cancellation);
    }

    private async Task<IDisposable> LockAsync(MirrorBase wanted, CancellationToken cancellation)
    {
        MakeFolder();
        return await FileLock.AcquireAsync(
            Path.Combine(Folder, $"{wanted.FileName}.lock"),
            () => log.Line($"waiting: another process makes the base {wanted.FileName}"),
            clock,
            cancellation
        );
    }

    // It is the user's and not the project's, so that another place for it is the remedy.
    private void MakeFolder()
    {
        try
        {
            Directory.CreateDirectory(Folder);
        }
        catch (Exception failure) when (SystemFault.Explain(failure, Folder) is { } refused)
        {
            throw new SpringformException(
                [
                    .. refused.Problems.Select(problem =>
                        problem with
                        {
                            Fix =
                                "set SPRINGFORM_CACHE to a folder that can be written to, or make this one writable: it keeps the bases that were "
                                + "made from mirrors",
                        }
                    ),
                ],
                failure
            );
        }
    }

    /// <summary>Null when it is not here, or not intact.</summary>
    /// <param name="sha256">null: the newest</param>
    public RootfsArchive? Find(MirrorBase wanted, string? sha256)
    {
        if (!Directory.Exists(Folder))
            return null;
        return Archives(wanted).Where(file => sha256 is null || Sha256Of(file) == sha256).Select(Verify).FirstOrDefault(archive => archive is not null);
    }

    private RootfsArchive? Verify(FileInfo file)
    {
        if (hasher.Sha256(file.FullName) == Sha256Of(file))
            return new RootfsArchive(file.FullName, Sha256Of(file));
        log.Line($"warning: {file.FullName} was altered or cut off. It is discarded and made again.");
        file.Delete();
        return null;
    }

    // The caller holds the lock, so what lies there half-written is a killed process's.
    private async Task<RootfsArchive> MakeAsync(MirrorBase wanted, IOutput output, CancellationToken cancellation)
    {
        var part = Path.Combine(Folder, $"{wanted.FileName}.part");
        File.Delete(part);
        try
        {
            log.Line($"making the base {wanted.FileName} with mmdebstrap; this takes a minute or so, once");
            await maker.RunAsync(wanted, part, output, cancellation);
            var sha256 = hasher.Sha256(part);
            var path = Path.Combine(Folder, $"{wanted.FileName}.{sha256}.tar");
            File.Move(part, path, overwrite: true);
            foreach (var old in Archives(wanted).Skip(Kept).ToList())
                old.Delete();
            return new RootfsArchive(path, sha256);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Newest first.</summary>
    private IEnumerable<FileInfo> Archives(MirrorBase wanted) =>
        new DirectoryInfo(Folder)
            .EnumerateFiles($"{wanted.FileName}.*.tar")
            .Where(file => Sha256Of(file).Length == 64)
            .OrderByDescending(file => file.LastWriteTimeUtc);

    private static string Sha256Of(FileInfo file) => file.Name.Split('.')[^2];
}
