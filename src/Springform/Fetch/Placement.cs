using System.Runtime.ExceptionServices;
using Springform.Archives;
using Springform.Errors;
using Springform.Files;
using Springform.Keys;
using Springform.Names;
using Springform.Package.Fetching;

namespace Springform.Fetch;

/// <summary>
/// The folder of one platform, such as lib/linux_amd64/: unpacked beside it, verified, and exchanged as a whole. Whoever looks sees the old files or the new
/// ones. Only the holder of its lock may call it.
/// </summary>
/// <param name="folder">full path</param>
internal sealed class Placement(string folder, FetchAsset asset, FileHasher hasher)
{
    public string Folder => folder;

    private string Beside => Path.Combine(Path.GetDirectoryName(folder)!, $".{Path.GetFileName(folder)}.fetching");

    private string Aside => Beside + ".old";

    private string Unpacked => Path.Combine(Beside, "unpacked");

    /// <summary>Every required file is there, with the right content.</summary>
    public bool IsUpToDate() => Missing(folder) is null;

    /// <summary>Unpacks a stream while it comes; false where the format needs the whole file first (zip).</summary>
    public bool CanStream => !ArchiveFormats.FromFileName(asset.Name).HasDirectory;

    public async Task UnpackAsync(Stream archive, CancellationToken cancellation)
    {
        Clear();
        var names = new NameGuard(asset.Name);
        await new ArchiveReader(Limits()).ExtractTarAsync(archive, Unpacked, cancellation, names.Admit);
    }

    public async Task UnpackAsync(string archive, CancellationToken cancellation)
    {
        Clear();
        var names = new NameGuard(asset.Name);
        await new ArchiveReader(Limits()).ReadAsync(archive, (item, _) => names.Admit(item), cancellation);
        await new ArchiveReader(Limits()).ExtractToAsync(archive, Unpacked, cancellation);
    }

    /// <summary>Verifies what was unpacked, and puts it in its place.</summary>
    /// <exception cref="SpringformException">E509 a required file is missing or another one; the place is as it was</exception>
    public void Commit()
    {
        var next = asset.Root is { } root ? Path.Combine(Unpacked, root) : Unpacked;
        if (Missing(next) is { } missing)
        {
            Clear();
            throw new SpringformException(
                new Problem(ErrorCode.RequiredFile, $"{asset.Name} {missing}", asset.Name, "ask those who made the release, or fetch another version")
            );
        }

        SystemFault.Guard(folder, () => FolderExchange.Run(folder, next, Aside));
        Clear();
    }

    /// <summary>Removes what is half-made, also of a run that was killed. A place that it had emptied gets its old content back.</summary>
    public void Clear() =>
        SystemFault.Guard(
            folder,
            () =>
            {
                if (Directory.Exists(Aside) && !Directory.Exists(folder))
                    Directory.Move(Aside, folder);
                foreach (var left in new[] { Beside, Aside }.Where(Directory.Exists))
                    Directory.Delete(left, recursive: true);
                return true;
            }
        );

    /// <summary>What is wrong with the files, for people; null: nothing.</summary>
    private string? Missing(string place)
    {
        try
        {
            // A library may be hundreds of files: each processor hashes some of them. The first that is wrong is told.
            return asset.Files.AsParallel().AsOrdered().Select(file => Wrong(place, file)).FirstOrDefault(wrong => wrong is not null);
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
            throw;
        }
    }

    private string? Wrong(string place, FetchFile file)
    {
        var path = Path.Combine(place, file.Path);
        return FileStat.Of(path) is not { IsRegular: true } stat ? $"lacks {file.Path}, which its index requires"
            : stat.SizeBytes != file.Size || hasher.Sha256(path) != file.Sha256 ? $"has another {file.Path} than its index requires"
            : null;
    }

    private ArchiveLimits Limits() =>
        new()
        {
            // The archive's own folder, ./, is an entry that is not counted in the index.
            MaxEntries = asset.Entries + 1,
            MaxTotalBytes = asset.UnpackedSize,
            MaxEntryBytes = asset.UnpackedSize,
        };

    /// <summary>Names that are one on some file systems would be one file there, which of the two nobody knows.</summary>
    private sealed class NameGuard(string archive)
    {
        private readonly HashSet<string> seen = new(StringComparer.Ordinal);

        public void Admit(ArchivedItem item)
        {
            if (!seen.Add(NameFold.OfMacOs(item.Path)))
            {
                throw new SpringformException(
                    new Problem(
                        ErrorCode.UnsafeArchive,
                        $"the archive has an entry {Quoted.Of(item.Path)} whose name is that of another on file systems without case",
                        archive,
                        "ask those who made the release to rename one of them"
                    )
                );
            }
        }
    }
}
