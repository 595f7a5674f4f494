using System.IO.Hashing;

namespace Springform.Archives;

/// <summary>
/// Exactly the announced bytes of one entry: never more, and an error instead of fewer. Dispose reads what the visitor
/// left, because the next header lies behind it and a checksum covers it all.
/// </summary>
/// <param name="read">reads on in the archive; 0 at its end</param>
/// <param name="sizeBytes">as announced</param>
/// <param name="guard">makes the error</param>
/// <param name="crc">the checksum that the content must have; null when the format has none</param>
internal sealed class ItemContent(ItemContent.Source read, long sizeBytes, EntryGuard guard, uint? crc = null) : ReadOnlyStream
{
    private long remaining = sizeBytes;
    private readonly Crc32 running = new();

    internal delegate int Source(Span<byte> buffer);

    public override int Read(Span<byte> buffer)
    {
        if (remaining == 0 || buffer.Length == 0)
            return 0;

        var count = read(buffer[..(int)Math.Min(buffer.Length, remaining)]);
        if (count == 0)
            throw guard.Corrupt($"is cut off: {remaining} bytes of an entry are missing");

        remaining -= count;
        if (crc is null)
            return count;

        running.Append(buffer[..count]);
        if (remaining == 0 && running.GetCurrentHashAsUInt32() != crc)
            throw guard.Corrupt("has an entry whose checksum does not fit its content");

        return count;
    }

    /// <summary>Reads the rest, so that a damaged tail is noticed also when nobody asked for it.</summary>
    internal void Drain()
    {
        Span<byte> sink = stackalloc byte[16 << 10];
        while (Read(sink) > 0) { }
    }
}
