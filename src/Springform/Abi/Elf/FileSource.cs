using Microsoft.Win32.SafeHandles;
using Springform.Files;

namespace Springform.Abi.Elf;

/// <summary>A file, or a part of one. Reads by position instead of a mapping: a file that is cut while it is mapped kills the process.</summary>
internal sealed class FileSource : ByteSource
{
    private readonly SafeFileHandle handle;
    private readonly long start;
    private readonly bool isPart;

    private FileSource(SafeFileHandle handle, long start, long length, bool isPart) =>
        (this.handle, this.start, Length, this.isPart) = (handle, start, length, isPart);

    public override long Length { get; }

    /// <exception cref="IOException">it cannot be opened</exception>
    /// <exception cref="UnauthorizedAccessException">it may not be read</exception>
    public static FileSource Open(string path)
    {
        var handle = File.OpenHandle(PlainFile.Required(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return new FileSource(handle, 0, RandomAccess.GetLength(handle), isPart: false);
    }

    /// <summary>Takes over the handle of a file that has just been written.</summary>
    public static FileSource Of(SafeFileHandle handle, long length) => new(handle, 0, length, isPart: false);

    public override ByteSource Slice(long offset, long count) =>
        new FileSource(handle, start + Math.Min(offset, Length), Math.Clamp(count, 0, Math.Max(0, Length - offset)), isPart: true);

    public override int ReadSome(long offset, Span<byte> buffer) =>
        offset >= Length ? 0 : RandomAccess.Read(handle, buffer[..(int)Math.Min(buffer.Length, Length - offset)], start + offset);

    public override void Dispose()
    {
        base.Dispose();
        if (!isPart)
            handle.Dispose();
    }
}
