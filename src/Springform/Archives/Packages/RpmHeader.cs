using System.Buffers.Binary;
using System.Text;

namespace Springform.Archives.Packages;

/// <summary>
/// A header structure of rpm: an index of tags and a store of their values, both under a region tag, which is what rpm signs. Source: rpm's documentation,
/// "RPM v4 Package Format", 2026-11.
/// </summary>
/// <param name="region">the tag of the region: 62 of signatures, 63 of the main header</param>
internal sealed class RpmHeader(int region)
{
    private const int EntryBytes = 16;

    private readonly SortedDictionary<int, (RpmType Type, int Count, byte[] Data)> tags = [];

    private static ReadOnlySpan<byte> Magic => [0x8E, 0xAD, 0xE8, 1, 0, 0, 0, 0];

    public void Add(int tag, string text) => tags.Add(tag, (RpmType.Text, 1, Terminated(text)));

    /// <summary>A text that could be translated: this one is in the table's one language.</summary>
    public void AddTranslated(int tag, string text) => tags.Add(tag, (RpmType.Translated, 1, Terminated(text)));

    public void Add(int tag, byte[] bytes) => tags.Add(tag, (RpmType.Bytes, bytes.Length, bytes));

    public void Add(int tag, IReadOnlyList<string> texts) => AddSome(tag, RpmType.Texts, texts.Count, [.. texts.SelectMany(Terminated)]);

    public void Add(int tag, IReadOnlyList<short> numbers) =>
        AddSome(tag, RpmType.Number16, numbers.Count, Bytes(numbers, 2, BinaryPrimitives.WriteInt16BigEndian));

    public void Add(int tag, IReadOnlyList<int> numbers) =>
        AddSome(tag, RpmType.Number32, numbers.Count, Bytes(numbers, 4, BinaryPrimitives.WriteInt32BigEndian));

    public void Add(int tag, int number) => Add(tag, [number]);

    /// <summary>Null: there is no such tag.</summary>
    public byte[]? Bytes(int tag) => tags.TryGetValue(tag, out var value) ? value.Data : null;

    /// <summary>Empty where there is no such tag, or it holds no text.</summary>
    public IReadOnlyList<string> Texts(int tag) =>
        tags.TryGetValue(tag, out var value) && value.Type is RpmType.Text or RpmType.Texts or RpmType.Translated
            ? [.. Encoding.UTF8.GetString(value.Data).Split('\0').Take(value.Count)]
            : [];

    /// <summary>Without a sign; empty where there is no such tag, or it holds no numbers.</summary>
    public IReadOnlyList<long> Numbers(int tag) =>
        !tags.TryGetValue(tag, out var value) ? []
        : value.Type == RpmType.Number32
            ? [.. Enumerable.Range(0, value.Count).Select(place => (long)BinaryPrimitives.ReadUInt32BigEndian(value.Data.AsSpan(4 * place)))]
        : value.Type == RpmType.Number16
            ? [.. Enumerable.Range(0, value.Count).Select(place => (long)BinaryPrimitives.ReadUInt16BigEndian(value.Data.AsSpan(2 * place)))]
        : [];

    public void Remove(int tag) => tags.Remove(tag);

    /// <summary>A header of a file that is read up to its end; E503 for what is none.</summary>
    public static RpmHeader Read(Stream input, int region, EntryGuard guard)
    {
        var start = new byte[EntryBytes];
        input.ReadExactly(start);
        if (BodyBytes(start, guard) is var bytes && bytes > input.Length - input.Position)
            throw guard.Corrupt("is cut off");
        var body = new byte[bytes];
        input.ReadExactly(body);
        var header = new RpmHeader(region);
        var entries = BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(8));
        var store = body.AsSpan(entries * EntryBytes);
        for (var index = 0; index < entries; index++)
        {
            var entry = body.AsSpan(index * EntryBytes, EntryBytes);
            var (tag, type) = (BinaryPrimitives.ReadInt32BigEndian(entry), (RpmType)BinaryPrimitives.ReadInt32BigEndian(entry[4..]));
            var (offset, count) = (BinaryPrimitives.ReadInt32BigEndian(entry[8..]), BinaryPrimitives.ReadInt32BigEndian(entry[12..]));
            if (tag == region)
                continue;
            if (offset < 0 || offset > store.Length || Length(type, count, store[offset..]) is not { } length || !header.tags.TryAdd(tag, default))
                throw guard.Corrupt("has a header that is damaged");
            header.tags[tag] = (type, count, store.Slice(offset, length).ToArray());
        }

        return header;
    }

    /// <summary>Of a value in bytes; null when it does not lie in the store.</summary>
    private static int? Length(RpmType type, int count, ReadOnlySpan<byte> store)
    {
        if (count <= 0 || count > store.Length)
            return null;
        if (type is RpmType.Text or RpmType.Texts or RpmType.Translated)
        {
            var length = 0;
            for (var text = 0; text < count; text++)
            {
                var end = store[length..].IndexOf((byte)0);
                if (end < 0)
                    return null;
                length += end + 1;
            }

            return length;
        }

        long bytes = type switch
        {
            RpmType.Bytes => count,
            RpmType.Number16 => count * 2L,
            RpmType.Number32 => count * 4L,
            _ => long.MaxValue,
        };
        return bytes <= store.Length ? (int)bytes : null;
    }

    /// <summary>Magic, counts, index and store.</summary>
    public byte[] ToBytes()
    {
        using var store = new MemoryStream();
        using var index = new MemoryStream();
        foreach (var (tag, (type, count, data)) in tags)
        {
            while (store.Length % Alignment(type) != 0)
                store.WriteByte(0);
            index.Write(Entry(tag, type, (int)store.Length, count));
            store.Write(data);
        }

        // The region's own entry stands first in the index, and its end, with the negative size of the index, last in the store.
        var regionStart = (int)store.Length;
        store.Write(Entry(region, RpmType.Bytes, -EntryBytes * (tags.Count + 1), EntryBytes));
        var counts = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(counts, tags.Count + 1);
        BinaryPrimitives.WriteInt32BigEndian(counts.AsSpan(4), (int)store.Length);
        return [.. Magic, .. counts, .. Entry(region, RpmType.Bytes, regionStart, EntryBytes), .. index.ToArray(), .. store.ToArray()];
    }

    /// <summary>The bytes that a header has after its magic and counts; E503 for what is none.</summary>
    /// <param name="start">its first 16 bytes</param>
    internal static long BodyBytes(ReadOnlySpan<byte> start, EntryGuard guard)
    {
        const int mostEntries = 1 << 16;
        const int mostBytes = 256 << 20;
        var (entries, bytes) = (BinaryPrimitives.ReadInt32BigEndian(start[8..]), BinaryPrimitives.ReadInt32BigEndian(start[12..]));
        return start.StartsWith(Magic[..4]) && entries is >= 0 and <= mostEntries && bytes is >= 0 and <= mostBytes
            ? ((long)entries * EntryBytes) + bytes
            : throw guard.Corrupt("has a header that is damaged");
    }

    private void AddSome(int tag, RpmType type, int count, byte[] data)
    {
        if (count > 0)
            tags.Add(tag, (type, count, data));
    }

    private static byte[] Entry(int tag, RpmType type, int offset, int count)
    {
        var entry = new byte[EntryBytes];
        BinaryPrimitives.WriteInt32BigEndian(entry, tag);
        BinaryPrimitives.WriteInt32BigEndian(entry.AsSpan(4), (int)type);
        BinaryPrimitives.WriteInt32BigEndian(entry.AsSpan(8), offset);
        BinaryPrimitives.WriteInt32BigEndian(entry.AsSpan(12), count);
        return entry;
    }

    private delegate void Writer<in T>(Span<byte> field, T number);

    private static byte[] Bytes<T>(IReadOnlyList<T> numbers, int size, Writer<T> write)
    {
        var bytes = new byte[numbers.Count * size];
        for (var place = 0; place < numbers.Count; place++)
            write(bytes.AsSpan(place * size), numbers[place]);
        return bytes;
    }

    private static byte[] Terminated(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    private static int Alignment(RpmType type) =>
        type switch
        {
            RpmType.Number16 => 2,
            RpmType.Number32 => 4,
            _ => 1,
        };

    private enum RpmType
    {
        Number16 = 3,
        Number32 = 4,
        Text = 6,
        Bytes = 7,
        Texts = 8,
        Translated = 9,
    }
}
