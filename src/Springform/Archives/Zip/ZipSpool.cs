namespace Springform.Archives.Zip;

/// <summary>Bytes that are written once and then copied on: the first in memory, those after them in a file that goes with this object.</summary>
internal sealed class ZipSpool(string folder, int memoryBytes) : WriteOnlyStream
{
    private readonly MemoryStream memory = new();
    private FileStream? file;

    public override long Length => memory.Length + (file?.Length ?? 0);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var fits = Math.Min(buffer.Length, memoryBytes - (int)memory.Length);
        memory.Write(buffer[..fits]);
        if (fits < buffer.Length)
            (file ??= SpoolFile.Open(folder, "zip")).Write(buffer[fits..]);
    }

    public override void Flush()
    {
        // Nobody reads before the end.
    }

    internal void CopyOut(Stream output)
    {
        output.Write(memory.GetBuffer(), 0, (int)memory.Length);
        if (file is null)
            return;

        file.Position = 0;
        file.CopyTo(output, 1 << 20);
    }

    internal void Clear()
    {
        memory.SetLength(0);
        file?.Dispose();
        file = null;
    }

    protected override void Dispose(bool disposing)
    {
        Clear();
        base.Dispose(disposing);
    }
}
