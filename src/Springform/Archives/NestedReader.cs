using Springform.Errors;
using Springform.Files;

namespace Springform.Archives;

/// <summary>
/// Unpacks a file and what is packed in it, archives in archives too (tar, zip, ar, gzip, zstd, xz, bzip2), and shows all bytes that come out. What cannot be
/// unpacked is named, and the rest is gone on with.
/// </summary>
/// <param name="scratchFolder">holds a zip that is no file of its own while it is read; made when it is needed</param>
/// <param name="findProgram">the path of xz or bzip2, or its name for PATH</param>
/// <param name="watch">is given each content that comes out, and gives a stream of the same bytes, which is read to its end</param>
/// <param name="unread">told of a packed content that could not be unpacked to its end, and why, as a clause</param>
internal sealed class NestedReader(
    NestedLimits limits,
    string scratchFolder,
    Func<string, string> findProgram,
    Func<Stream, Stream> watch,
    Action<string, string> unread,
    CancellationToken cancellation
)
{
    private static readonly ArchiveLimits Lenient = new()
    {
        LooksOnly = true,
        MaxEntries = int.MaxValue,
        MaxTotalBytes = long.MaxValue,
        MaxEntryBytes = long.MaxValue,
    };

    private long bytes;
    private int entries;

    /// <param name="path">what it is called in messages</param>
    /// <param name="content">at its beginning; its own bytes are not shown</param>
    public void Read(string path, Stream content)
    {
        try
        {
            Packed(path, content, 1);
        }
        catch (LimitException limit)
        {
            unread(path, limit.Message);
        }
    }

    private void Packed(string path, Stream stream, int depth)
    {
        var head = new byte[ArchiveFormats.HeadBytes];
        var count = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (ArchiveFormats.Of(head.AsSpan(0, count)) is not { } format || format is { Items: null, Content: null })
            return;
        if (depth > limits.MaxDepth)
        {
            unread(path, $"it lies in more than {limits.MaxDepth} archives");
            return;
        }

        try
        {
            Unpack(path, format, stream, head.AsMemory(0, count), depth + 1);
        }
        catch (SpringformException failure)
            when (failure.Problems[0].Code is var code && (code == ErrorCode.UnsafeArchive || code == ErrorCode.CorruptArchive || code == ErrorCode.MissingTool)
            )
        {
            unread(path, code == ErrorCode.MissingTool ? $"{failure.Problems[0].What} ({failure.Problems[0].Fix})" : failure.Problems[0].What);
        }
        catch (InvalidDataException failure)
        {
            unread(path, failure.Message);
        }
    }

    private void Unpack(string path, ArchiveFormat format, Stream stream, ReadOnlyMemory<byte> head, int depth)
    {
        var whole = new Headed(head, stream);
        if (format.Content is { } unpack)
        {
            using var unpacked = unpack(whole, findProgram);
            Content(path, unpacked, depth);
            return;
        }

        using var copy = format.HasDirectory && stream is not FileStream ? Copy(whole) : null;
        Stream input = format.HasDirectory ? copy ?? stream : whole;
        format.Items!(
            input,
            new EntryGuard(Lenient, path),
            Lenient,
            (item, content) =>
                Inside(() =>
                {
                    if (format.IsStored)
                        Packed($"{path}!{item.Path}", content, depth);
                    else
                        Content($"{path}!{item.Path}", content, depth);
                })
        );
    }

    /// <summary>Bytes that nobody has seen yet.</summary>
    private void Content(string path, Stream unpacked, int depth)
    {
        using var watched = watch(new Counted(unpacked, this));
        Packed(path, watched, depth);
        watched.CopyTo(Stream.Null, 128 << 10);
    }

    private void Inside(Action read)
    {
        if (++entries > limits.MaxEntries)
            throw new LimitException($"it holds more than {limits.MaxEntries} names");
        read();
    }

    private FileStream Copy(Stream content) =>
        SystemFault.Guard(
            scratchFolder,
            () =>
            {
                Directory.CreateDirectory(scratchFolder);
                var file = new FileStream(
                    Path.Combine(scratchFolder, $"zip-{Guid.NewGuid():N}"),
                    new FileStreamOptions
                    {
                        Mode = FileMode.CreateNew,
                        Access = FileAccess.ReadWrite,
                        Options = FileOptions.DeleteOnClose,
                        BufferSize = 0,
                    }
                );
                try
                {
                    content.CopyTo(file, 128 << 10);
                    file.Position = 0;
                    return file;
                }
                catch
                {
                    file.Dispose();
                    throw;
                }
            }
        );

    private void Spend(int count)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Interlocked.Add(ref bytes, count) > limits.MaxBytes) // a decompressor is fed on a thread of its own
            throw new LimitException($"it unpacks to more than {limits.MaxBytes} bytes");
    }

    /// <summary>The file is larger than the limits: nothing more of it is unpacked.</summary>
    private sealed class LimitException(string message) : Exception(message);

    private sealed class Counted(Stream stream, NestedReader reader) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer)
        {
            var count = stream.Read(buffer);
            reader.Spend(count);
            return count;
        }
    }
}
