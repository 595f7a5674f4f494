using Springform.Errors;

namespace Springform.Archives.Tar;

/// <summary>Tar without compression, streamed: into a file, a compressor, or a container engine's standard input.</summary>
internal static class TarArchive
{
    private const int BufferBytes = 256 << 10;

    /// <summary>
    /// Writes the entries in ordinal order of their paths and ends the archive; the same entries give the same bytes.
    /// E103 for a name that is unsafe or there twice, E406 for content that is missing or changes its size meanwhile.
    /// </summary>
    /// <param name="entries">in any order</param>
    /// <param name="output">left open</param>
    /// <param name="sourceDateEpoch">seconds since 1970, the time of every entry</param>
    /// <param name="cancellation">looked at for each buffer</param>
    public static Task WriteAsync(IEnumerable<ArchiveEntry> entries, Stream output, long sourceDateEpoch, CancellationToken cancellation) =>
        BlockingWork.Run(() => Write(entries, output, sourceDateEpoch, cancellation), cancellation);

    /// <summary>
    /// Reads a tar from anywhere (such as <c>docker cp CONTAINER:/path -</c>) and writes the same tree as the one tar that this
    /// writer makes of it: sorted, owner 0, normal modes, one time, hard links as files, every directory named.
    /// </summary>
    /// <param name="input">a tar, plain or compressed with gzip or zstd; read to its end</param>
    /// <param name="output">left open</param>
    /// <param name="scratchDirectory">must not exist; sorting needs the whole tree, so it is unpacked here and removed again</param>
    /// <param name="sourceDateEpoch">seconds since 1970</param>
    /// <param name="limits">what the input may hold</param>
    /// <param name="cancellation">looked at for each buffer</param>
    public static async Task CanonicaliseAsync(
        Stream input,
        Stream output,
        string scratchDirectory,
        long sourceDateEpoch,
        ArchiveLimits limits,
        CancellationToken cancellation
    )
    {
        try
        {
            await new ArchiveReader(limits).ExtractTarAsync(input, scratchDirectory, cancellation).ConfigureAwait(false);
            await WriteAsync(DirectoryEntries.Below(scratchDirectory), output, sourceDateEpoch, cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (Directory.Exists(scratchDirectory))
                Directory.Delete(scratchDirectory, recursive: true);
        }
    }

    internal static void Write(IEnumerable<ArchiveEntry> entries, Stream output, long sourceDateEpoch, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sourceDateEpoch);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sourceDateEpoch, 1L << 33);
        var buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
        foreach (var entry in SortedEntries.From(entries, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.Kind == ArchiveEntryKind.File)
                WriteFile(output, entry, sourceDateEpoch, buffer, cancellation);
            else
                TarHeader.Write(output, entry, 0, sourceDateEpoch);
        }

        output.Write(new byte[2 * TarHeader.BlockBytes]);
        output.Flush();
    }

    private static void WriteFile(Stream output, ArchiveEntry entry, long epoch, byte[] buffer, CancellationToken cancellation)
    {
        using var content = entry.OpenContent();
        var size = entry.SizeBytes ?? content.Length;
        TarHeader.Write(output, entry, size, epoch, entry.IsExecutable(content));
        var written = 0L;
        while (written <= size && content.Read(buffer) is > 0 and var count)
        {
            cancellation.ThrowIfCancellationRequested();
            output.Write(buffer.AsSpan(0, (int)Math.Min(count, size - written)));
            written += count;
            // A short read at the declared end spares the extra read that would only say "end" (once per small file).
            if (written == size && count < buffer.Length && entry.HostPath is not null)
                break;
        }

        if (written != size)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.MissingInput,
                    $"{entry.Path} changed while it was packed: {size} bytes were announced, {(written > size ? "more" : written)} came",
                    entry.HostPath ?? entry.Path,
                    "let no other program write into the inputs of a running build, then run it again"
                )
            );
        }

        TarHeader.Pad(output, size);
    }
}
