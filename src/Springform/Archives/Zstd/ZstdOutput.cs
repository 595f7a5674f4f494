using Springform.Archives.Tar;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Springform.Archives.Zstd;

/// <summary>
/// One zstd frame with a checksum, compressed on several threads. The bytes do not depend on their number; they are those of the library's
/// version, which the project pins.
/// </summary>
internal static class ZstdOutput
{
    private const int Level = 9;

    /// <summary>Each holds a few windows of input.</summary>
    private const int MaxWorkers = 8;

    /// <inheritdoc cref="ArchiveWriter"/>
    internal static void WriteTar(IReadOnlyList<ArchiveEntry> entries, Stream output, ArchiveWriting how, CancellationToken cancellation)
    {
        using var zstd = Open(output, how.Threads);
        TarArchive.Write(entries, zstd, how.SourceDateEpoch, cancellation);
    }

    /// <summary>Disposing the result ends the frame and leaves <paramref name="output"/> open.</summary>
    internal static CompressionStream Open(Stream output, int threads)
    {
        var stream = new CompressionStream(output, Level, leaveOpen: true);
        stream.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        // Also for one thread: without workers the input would be cut otherwise.
        stream.SetParameter(ZSTD_cParameter.ZSTD_c_nbWorkers, Math.Clamp(threads, 1, MaxWorkers));
        return stream;
    }
}
