using System.Security.Cryptography;
using Springform.Archives;
using Springform.Archives.Gzip;
using Springform.Archives.Image;
using Springform.Registry;

namespace Springform.Images.Sharing;

/// <summary>A layer's tar on disk, as it is or compressed: engines save, and registries hold, either.</summary>
internal static class LayerFile
{
    // As an archive may unpack to at most: a layer of a few bytes must not fill the disk.
    private static readonly long MaximumBytes = new ArchiveLimits().MaxTotalBytes;

    /// <summary>What is appended to <see cref="ImageManifest.LayerType"/>: "", "+gzip" or "+zstd".</summary>
    public static string Suffix(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[ArchiveFormats.HeadBytes];
        var format = ArchiveFormats.Of(head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]);
        return format == ArchiveFormats.TarGz ? "+gzip"
            : format == ArchiveFormats.TarZst ? "+zstd"
            : "";
    }

    /// <summary>The descriptor of the file as it is.</summary>
    public static Descriptor Describe(string path)
    {
        using var file = File.OpenRead(path);
        return new Descriptor(ImageManifest.LayerType + Suffix(path), $"sha256:{Convert.ToHexStringLower(SHA256.HashData(file))}", file.Length);
    }

    /// <summary>Writes the unpacked tar. <see cref="InvalidDataException"/> when it is not the one with this digest.</summary>
    public static void Unpack(string path, string diffId, Stream destination)
    {
        using var file = File.OpenRead(path);
        using var tar = CompressedInput.Open(file);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[1 << 18];
        long total = 0;
        int count;
        while ((count = tar.Read(piece)) > 0)
        {
            if ((total += count) > MaximumBytes)
                throw new InvalidDataException($"layer {diffId} unpacks to more than {MaximumBytes} bytes");
            hash.AppendData(piece, 0, count);
            destination.Write(piece, 0, count);
        }

        var came = $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
        if (came != diffId)
            throw new InvalidDataException($"a layer unpacks to {came}, its image names {diffId}");
    }

    /// <summary>Compresses a plain tar; the same tar gives the same bytes on every machine. A compressed one stays as it is.</summary>
    /// <returns>the file that is to be sent</returns>
    public static string Pack(string path, string diffId, CancellationToken cancellation)
    {
        if (Suffix(path).Length > 0)
        {
            Unpack(path, diffId, Stream.Null);
            return path;
        }

        var packed = path + ".gz";
        using var file = File.Create(packed);
        using var gzip = new ParallelGzipStream(file, Environment.ProcessorCount, cancellation);
        Unpack(path, diffId, gzip);
        gzip.Complete();
        return packed;
    }
}
