using Springform.Archives;
using Springform.Errors;
using Springform.Files;
using Springform.Keys;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Cache;

/// <summary>
/// Results of steps by content key, one file per blob (<see cref="BlobFileName"/>): <c>tools-cache/</c> for recipes, <c>.springform/results/</c> for
/// commands. Every blob is verified by hash before it is given out; one that does not fit its name is removed with a warning, and counts as missing.
/// Safe to use from several legs and several processes at once; a writer that is killed leaves nothing that is ever taken for a blob.
/// </summary>
/// <param name="directory">made when the first blob is put</param>
/// <param name="hasher">its stat cache spares hashing what did not change since it was last verified</param>
/// <param name="warnings">told of each blob that was altered</param>
internal sealed class BlobStore(string directory, FileHasher hasher, IOutput warnings)
{
    private const int KeysPerName = 3;

    /// <summary>So long a result is kept that a newer one of its name has superseded: another branch may want it.</summary>
    private static readonly TimeSpan SupersededFor = TimeSpan.FromDays(30);

    /// <summary>Null when there is none, or none that is intact.</summary>
    public Blob? Find(string name, ContentKey key)
    {
        if (!Directory.Exists(directory))
            return null;
        PartFile.Sweep(directory);
        return Candidates(name, Known(key)).Select(file => Verify(file, name, key)).FirstOrDefault(blob => blob is not null);
    }

    /// <summary>A file of this name and key is there. It is not read, and nothing is removed: enough for a picture, and for nothing else.</summary>
    public bool Lists(string name, ContentKey key) => Directory.Exists(directory) && Candidates(name, Known(key)).Any();

    /// <summary>
    /// Stores what <paramref name="write"/> writes, in place of what had this name and key before. The newest three keys of a name are kept.
    /// Nothing is stored when the callback throws. E305 when the disk is full.
    /// </summary>
    public async Task<Blob> PutAsync(string name, ContentKey key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
    {
        var fullKey = Known(key);
        try
        {
            Directory.CreateDirectory(directory);
            PartFile.Sweep(directory);
            await using var part = PartFile.Create(directory);
            using var content = new Sha256Stream(part.Stream);
            await write(content, cancellation);
            part.Stream.SetLength(content.SizeBytes);
            var sha256 = content.Sha256();
            var path = Path.Combine(directory, BlobFileName.Of(name, fullKey, sha256).ToString());
            await part.MoveToAsync(path, cancellation);
            RemoveSuperseded(name, fullKey, path);
            return new Blob(name, key, Path.GetFullPath(path), sha256, content.SizeBytes);
        }
        catch (IOException error) when (SystemFault.IsFullDisk(error))
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.DiskFull,
                    $"the disk is full: the result of {name} cannot be stored",
                    Path.GetFullPath(directory),
                    $"make room on that disk (`df -h {directory}` shows it); nothing half-written was left, and no stored result was lost"
                ),
                error
            );
        }
    }

    /// <summary>Removes what killed writers left, and what was superseded long ago.</summary>
    /// <returns>bytes of what was superseded</returns>
    public long Sweep(DateTimeOffset now)
    {
        if (FileStat.OfTarget(directory) is not { IsFolder: true })
            return 0;
        PartFile.Sweep(directory);
        long removed = 0;
        foreach (var file in Files().GroupBy(file => file.Name.Name, StringComparer.Ordinal).SelectMany(Superseded))
        {
            if (file.Info.LastWriteTimeUtc >= now.UtcDateTime - SupersededFor)
                continue;
            removed += file.Info.Length;
            file.Info.Delete();
        }

        return removed;
    }

    private static IEnumerable<StoredFile> Superseded(IEnumerable<StoredFile> ofOneName) =>
        ofOneName.OrderByDescending(file => file.Info.LastWriteTimeUtc).Skip(1);

    /// <summary>Removes all blobs and leftovers. Files that are none of ours stay, and so does a folder that holds such.</summary>
    public void Clear()
    {
        if (!Directory.Exists(directory))
            return;
        PartFile.Sweep(directory);
        foreach (var file in Files())
            file.Info.Delete();
        if (!Directory.EnumerateFileSystemEntries(directory).Any())
            Directory.Delete(directory);
    }

    private Blob? Verify(StoredFile file, string name, ContentKey key)
    {
        try
        {
            var sha256 = hasher.Sha256(file.Info.FullName);
            if (file.Name.Fits(key.Text, sha256))
                return new Blob(name, key, file.Info.FullName, sha256, file.Info.Length);
            file.Info.Delete();
        }
        catch (FileNotFoundException)
        {
            return null; // A newer result has taken its place meanwhile.
        }

        warnings.Line(
            $"warning: {Path.Combine(directory, file.Info.Name)} is not what was stored for {name}: it was altered, cut off or swapped. "
                + "It is discarded and made again."
        );
        return null;
    }

    // A build that is not reproducible gives another content for the same key: the newest is the one to use, and then the only one.
    private void RemoveSuperseded(string name, string key, string path)
    {
        var kept = Path.GetFileName(path);
        foreach (var file in Candidates(name, key).Where(file => file.Info.Name != kept))
            file.Info.Delete();

        var older = Files()
            .Where(file => file.Name.Name == name && file.Info.Name != kept)
            .OrderByDescending(file => file.Info.LastWriteTimeUtc)
            .Skip(KeysPerName - 1);
        foreach (var file in older.ToList())
            file.Info.Delete();
    }

    private IEnumerable<StoredFile> Candidates(string name, string key) =>
        Files($"{BlobFileName.Prefix(name, key[..24])}*").Where(file => file.Name.Name == name).OrderByDescending(file => file.Info.LastWriteTimeUtc);

    private List<StoredFile> Files(string pattern = "*") =>
        [
            .. new DirectoryInfo(directory)
                .EnumerateFiles(pattern, new EnumerationOptions { MatchType = MatchType.Simple })
                .Select(info => (Info: info, Name: BlobFileName.Parse(info.Name)))
                .Where(file => file.Name is not null)
                .Select(file => new StoredFile(file.Info, file.Name!)),
        ];

    private static string Known(ContentKey key) =>
        key.IsPending ? throw new ArgumentException($"a result has no place while its key is {key}", nameof(key)) : key.Text;

    private sealed record StoredFile(FileInfo Info, BlobFileName Name);
}
