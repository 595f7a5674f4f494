using Microsoft.Win32.SafeHandles;
using Springform.Files;

namespace Springform.Archives;

/// <summary>A part of a file as a stream of its own.</summary>
/// <param name="path">an existing file</param>
/// <param name="offset">of the first byte</param>
/// <param name="sizeBytes">the stream ends here, or where the file does</param>
internal sealed class FileRange(string path, long offset, long sizeBytes) : ReadOnlyStream
{
    private readonly SafeFileHandle file = File.OpenHandle(PlainFile.Required(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    private long done;

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, sizeBytes - done);
        var count = RandomAccess.Read(file, buffer[..wanted], offset + done);
        done += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        file.Dispose();
        base.Dispose(disposing);
    }
}
