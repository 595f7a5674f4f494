using Springform.Archives.Image;
using Springform.Archives.Packages;
using Springform.Files;

namespace Springform.Archives;

/// <summary>
/// Packs entries into a file of the format that its name says. The same entries and epoch give the same bytes on every
/// run and with every number of threads.
/// </summary>
/// <param name="threads">that compress, where the format can use several; 1 and more</param>
internal sealed class ArchivePacker(int threads)
{
    /// <summary>One thread per core.</summary>
    public ArchivePacker()
        : this(Environment.ProcessorCount) { }

    /// <summary>
    /// Writes beside <paramref name="path"/> and renames. E103 for an extension or entry that does not fit, E305 when the disk
    /// is full, E406 for content that is missing or changes.
    /// </summary>
    /// <param name="entries">in any order</param>
    /// <param name="path">ends as one of <see cref="ArchiveFormats"/></param>
    /// <param name="sourceDateEpoch">seconds since 1970, the time of every entry</param>
    /// <param name="cancellation">stops all threads; nothing is left</param>
    /// <param name="image">what an image says about itself; for the format of images alone</param>
    /// <param name="system">what a system package says about itself; for deb and rpm, which need it</param>
    public Task<PackedArchive> PackAsync(
        IReadOnlyList<ArchiveEntry> entries,
        string path,
        long sourceDateEpoch,
        CancellationToken cancellation,
        ImageDescription? image = null,
        SystemPackage? system = null
    )
    {
        var format = ArchiveFormats.FromFileName(path);
        return BlockingWork.Run(
            () => AtomicFile.Write(path, file => Pack(entries, format, file, sourceDateEpoch, image, system, cancellation) with { Path = path }),
            cancellation
        );
    }

    /// <summary>The same into a stream, which is left open; <see cref="PackedArchive.Path"/> is null.</summary>
    public Task<PackedArchive> PackAsync(
        IReadOnlyList<ArchiveEntry> entries,
        ArchiveFormat format,
        Stream output,
        long sourceDateEpoch,
        CancellationToken cancellation
    ) => BlockingWork.Run(() => Pack(entries, format, output, sourceDateEpoch, image: null, system: null, cancellation), cancellation);

    private PackedArchive Pack(
        IReadOnlyList<ArchiveEntry> entries,
        ArchiveFormat format,
        Stream output,
        long epoch,
        ImageDescription? image,
        SystemPackage? system,
        CancellationToken cancellation
    )
    {
        var write = format.Write ?? throw new ArgumentException($"{format.Name} is a format that is only read", nameof(format));
        using var hashing = new HashingStream(output);
        write(entries, hashing, new ArchiveWriting(epoch, threads, SpoolFolder(output), image, system), cancellation);
        hashing.Flush();
        return hashing.Result(path: null);
    }

    // Where the archive itself has room; beside nothing that has a place, where the system keeps what is temporary.
    private static string SpoolFolder(Stream output) => output is FileStream file ? Path.GetDirectoryName(Path.GetFullPath(file.Name))! : Path.GetTempPath();
}
