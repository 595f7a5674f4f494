using Springform.Archives.Tar;
using Springform.Errors;
using Springform.Files;

namespace Springform.Archives;

/// <summary>
/// Reads archives that somebody else made, and believes nothing: E502 for what is unsafe (names or links that leave, devices,
/// names that come twice, limits), E503 for what is cut off or damaged. Memory: one buffer and the names.
/// </summary>
internal sealed class ArchiveReader(ArchiveLimits limits)
{
    public ArchiveReader()
        : this(new ArchiveLimits()) { }

    /// <param name="archivePath">of a format that is also written (its first bytes decide, not its name); E105 when it is missing</param>
    /// <param name="visit">called for each entry in the archive's order; the stream is a file's content, valid during the call</param>
    /// <param name="cancellation">looked at between entries</param>
    public Task ReadAsync(string archivePath, Action<ArchivedItem, Stream> visit, CancellationToken cancellation) =>
        BlockingWork.Run(() => ReadFile(archivePath, Guard(archivePath), visit, cancellation), cancellation);

    /// <param name="input">a tar, plain or compressed with gzip or zstd; read to its end, left open</param>
    /// <param name="visit">as in <see cref="ReadAsync"/></param>
    /// <param name="cancellation">looked at between entries</param>
    public Task ReadTarAsync(Stream input, Action<ArchivedItem, Stream> visit, CancellationToken cancellation) =>
        BlockingWork.Run(() => ReadTar(input, Guard("tar stream"), visit, cancellation), cancellation);

    /// <summary>
    /// Unpacks beside <paramref name="directory"/> and renames: it is there whole, or not at all. Files belong to this process;
    /// modes are 0755 or 0644, times as in the archive, hard links become files.
    /// </summary>
    /// <param name="archivePath">as in <see cref="ReadAsync"/></param>
    /// <param name="directory">must not exist, or be empty (E103 otherwise)</param>
    /// <param name="cancellation">stops and removes what was unpacked</param>
    public Task ExtractToAsync(string archivePath, string directory, CancellationToken cancellation)
    {
        var guard = Guard(archivePath);
        return BlockingWork.Run(
            () => UnpackedTree.Make(directory, guard, visit => ReadFile(archivePath, guard, visit, cancellation, ahead: true), cancellation),
            cancellation
        );
    }

    /// <summary>The same from a stream, such as <c>docker cp CONTAINER:/path -</c>.</summary>
    /// <param name="look">is shown each entry before it is unpacked</param>
    public Task ExtractTarAsync(Stream input, string directory, CancellationToken cancellation, Action<ArchivedItem>? look = null)
    {
        var guard = Guard("tar stream");
        return BlockingWork.Run(
            () =>
                UnpackedTree.Make(
                    directory,
                    guard,
                    visit =>
                        ReadTar(
                            input,
                            guard,
                            (item, content) =>
                            {
                                look?.Invoke(item);
                                visit(item, content);
                            },
                            cancellation,
                            ahead: true
                        ),
                    cancellation
                ),
            cancellation
        );
    }

    private EntryGuard Guard(string name) => new(limits, name);

    private void ReadFile(string archivePath, EntryGuard guard, Action<ArchivedItem, Stream> visit, CancellationToken cancellation, bool ahead = false)
    {
        if (!File.Exists(archivePath))
        {
            throw new SpringformException(new Problem(ErrorCode.MissingFile, "there is no such archive", archivePath, "check the path"));
        }

        using var file = PlainFile.OpenRead(archivePath, bufferSize: 0);
        Span<byte> head = stackalloc byte[ArchiveFormats.HeadBytes];
        var format = ArchiveFormats.ReadAs(head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]);
        file.Position = 0;
        if (format.Items is { } read)
            read(file, guard, limits, Watched(visit, cancellation));
        else
            ReadTar(file, guard, visit, cancellation, ahead);
    }

    // What is compressed is a tar.
    private void ReadTar(Stream input, EntryGuard guard, Action<ArchivedItem, Stream> visit, CancellationToken cancellation, bool ahead = false)
    {
        using var unpacked = CompressedInput.Open(input);
        using var tar = ahead ? new ReadAheadStream(unpacked) : unpacked;
        TarItems.Visit(tar, guard, limits, Watched(visit, cancellation));
    }

    private static Action<ArchivedItem, Stream> Watched(Action<ArchivedItem, Stream> visit, CancellationToken cancellation) =>
        (item, content) =>
        {
            cancellation.ThrowIfCancellationRequested();
            visit(item, content);
        };
}
