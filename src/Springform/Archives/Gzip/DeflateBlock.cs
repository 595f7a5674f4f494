using System.IO.Compression;

namespace Springform.Archives.Gzip;

/// <summary>
/// One piece of a gzip member, compressed without knowledge of its neighbours (as pigz does with -i): raw deflate that
/// ends at a byte boundary and never with the final bit. So pieces can be made on any core and joined in order.
/// </summary>
internal sealed class DeflateBlock : IDisposable
{
    internal const int CapacityBytes = 1 << 20;

    /// <summary>zlib-ng 5 stays within 1.03 of gzip -6 in size on binaries; 4 is no faster there, 6 costs a third more time.</summary>
    private const int BinaryLevel = 5;

    /// <summary>On text 4 takes a tenth less time than 5, and stays within 1.035 of gzip -6.</summary>
    private const int TextLevel = 4;

    private const int SampleBytes = 4 << 10;
    private const int Samples = 8;
    private const int MaxStoredBytes = 0xFFFF;

    private readonly byte[] input = GC.AllocateUninitializedArray<byte>(CapacityBytes);
    private readonly MemoryStream output = new(CapacityBytes / 2);
    private int length;

    internal ReadOnlySpan<byte> Input => input.AsSpan(0, length);

    internal bool IsFull => length == CapacityBytes;

    /// <summary>Takes as much as fits and says how much that was.</summary>
    internal int Append(ReadOnlySpan<byte> data)
    {
        var taken = Math.Min(data.Length, CapacityBytes - length);
        data[..taken].CopyTo(input.AsSpan(length));
        length += taken;
        return taken;
    }

    internal void Compress()
    {
        output.SetLength(0);
        var sample = Sample();
        if (LooksCompressible(sample))
            Deflate(Input, LooksLikeText(sample) ? TextLevel : BinaryLevel);
        if (output.Length == 0 || output.Length >= length)
            Store();
    }

    /// <summary>Writes what was compressed, and leaves the block empty for the next use.</summary>
    internal void WriteTo(Stream destination)
    {
        destination.Write(output.GetBuffer(), 0, (int)output.Length);
        length = 0;
    }

    public void Dispose() => output.Dispose();

    /// <summary>Eight slices; a short block whole.</summary>
    private ReadOnlySpan<byte> Sample()
    {
        if (length < Samples * SampleBytes * 2)
            return Input;

        var sample = new byte[Samples * SampleBytes];
        for (var index = 0; index < Samples; index++)
        {
            var from = (int)((long)(length - SampleBytes) * index / (Samples - 1));
            input.AsSpan(from, SampleBytes).CopyTo(sample.AsSpan(index * SampleBytes));
        }

        return sample;
    }

    // Machine code is a third bytes beyond ASCII. Zeros tell nothing: tar's headers are full of them.
    private static bool LooksLikeText(ReadOnlySpan<byte> sample)
    {
        var beyond = 0;
        foreach (var value in sample)
            beyond += value >> 7;
        return beyond < sample.Length / 20;
    }

    // At the fastest level a sample costs a hundredth of the block's time, and spares compressing what is compressed already.
    private bool LooksCompressible(ReadOnlySpan<byte> sample)
    {
        if (sample.Length == length)
            return true;

        Deflate(sample, level: 1);
        var gains = output.Length < sample.Length * 97 / 100;
        output.SetLength(0);
        return gains;
    }

    private void Deflate(ReadOnlySpan<byte> data, int level)
    {
        using var deflate = new DeflateStream(output, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true);
        deflate.Write(data);
        // Flush ends at a byte boundary (zlib's Z_SYNC_FLUSH); what Dispose appends after it is cut off below.
        deflate.Flush();
        var flushed = output.Length;
        deflate.Dispose();
        output.SetLength(flushed);
    }

    // RFC 1951 section 3.2.4: a byte with the block type, the length and its complement, then the bytes as they are.
    private void Store()
    {
        output.SetLength(0);
        for (var from = 0; from < length; from += MaxStoredBytes)
        {
            var count = Math.Min(MaxStoredBytes, length - from);
            output.Write([0, (byte)count, (byte)(count >> 8), (byte)~count, (byte)(~count >> 8)]);
            output.Write(input, from, count);
        }
    }
}
