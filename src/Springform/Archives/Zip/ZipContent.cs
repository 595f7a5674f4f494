using System.IO.Compression;
using System.IO.Hashing;

namespace Springform.Archives.Zip;

/// <summary>
/// One entry's compressed content, kept until its header can be written: in memory, and what is larger in a file of the same folder as
/// the archive. One after the other: <see cref="Clear"/> makes it ready for the next.
/// </summary>
/// <param name="folder">for the file of a large one</param>
internal sealed class ZipContent(string folder) : IDisposable
{
    private const int MemoryBytes = 8 << 20;

    private readonly ZipSpool spool = new(folder, MemoryBytes);
    private readonly Crc32 crc = new();
    private DeflateStream? deflate;

    internal bool IsDeflated => SizeBytes > 0;

    internal uint Crc => crc.GetCurrentHashAsUInt32();

    internal long SizeBytes { get; private set; }

    internal long CompressedBytes => spool.Length;

    internal void Append(ReadOnlySpan<byte> data)
    {
        deflate ??= new DeflateStream(spool, CompressionLevel.Optimal, leaveOpen: true);
        deflate.Write(data);
        crc.Append(data);
        SizeBytes += data.Length;
    }

    /// <summary>No more will be appended.</summary>
    internal void Complete()
    {
        deflate?.Dispose();
        deflate = null;
    }

    internal void WriteTo(Stream output) => spool.CopyOut(output);

    internal void Clear()
    {
        Complete();
        spool.Clear();
        crc.Reset();
        SizeBytes = 0;
    }

    public void Dispose()
    {
        // Emptied first: what the compressor still holds must not meet the full disk that ended the work.
        spool.Clear();
        Complete();
        spool.Dispose();
    }
}
