using ZstdSharp;

namespace Springform.Archives.Zstd;

/// <summary>Unpacks zstd (RFC 8878), frame after frame, up to the 128 MiB of window that the zstd program takes too. Leaves the input open.</summary>
/// <exception cref="InvalidDataException">from <see cref="Read"/>: the input is damaged or cut off</exception>
internal sealed class ZstdInput(Stream input) : ReadOnlyStream
{
    internal static ReadOnlySpan<byte> Magic => [0x28, 0xB5, 0x2F, 0xFD];

    internal static Stream Open(Stream input) => new BufferedStream(new ZstdInput(input), CompressedInput.BufferBytes);

    private readonly DecompressionStream frames = new(input, leaveOpen: true);

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return frames.Read(buffer);
        }
        catch (Exception failure) when (failure is ZstdException or EndOfStreamException)
        {
            throw new InvalidDataException($"zstd: {failure.Message}", failure);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            frames.Dispose();
        base.Dispose(disposing);
    }
}
