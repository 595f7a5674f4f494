using System.Buffers.Binary;
using System.Text;

namespace Springform.Tests.Abi;

/// <summary>
/// Makes a dynamic ELF file from what it should say, in either class and byte order, without section headers: addresses are offsets. What a test
/// expects does not depend on a compiler of the machine then.
/// </summary>
internal sealed class SyntheticElf
{
    private readonly List<byte> strings = [];
    private readonly List<(ulong Tag, ulong Value)> dynamic = [];

    public bool Is64 { get; init; } = true;

    public bool BigEndian { get; init; }

    public ushort Type { get; init; } = 3;

    public ushort Machine { get; init; } = 62;

    public string? Interpreter { get; init; }

    public string? Soname { get; init; }

    public string? Runpath { get; init; }

    public IReadOnlyList<string> Needed { get; init; } = [];

    /// <summary>Undefined symbols as <c>name@VERSION</c>, or a name alone; their versions belong to the first needed library.</summary>
    public IReadOnlyList<string> Imports { get; init; } = [];

    /// <summary>Defined symbols with their visibility: 0 default, 1 internal, 2 hidden, 3 protected.</summary>
    public IReadOnlyList<(string Name, byte Visibility)> Exports { get; init; } = [];

    /// <summary>Versions needed without a symbol, or weakly.</summary>
    public IReadOnlyList<(string Version, bool IsWeak)> FurtherVersions { get; init; } = [];

    public uint StackFlags { get; init; } = 6;

    /// <summary>glibc's start files are in it.</summary>
    public bool HasAbiTag { get; init; }

    /// <summary>DT_FLAGS_1 and the like.</summary>
    public IReadOnlyList<(ulong Tag, ulong Value)> FurtherEntries { get; init; } = [];

    private int Word => Is64 ? 8 : 4;

    public byte[] Bytes()
    {
        using var parts = new MemoryStream();
        parts.SetLength((Is64 ? 64 : 52) + (5 * (Is64 ? 56 : 32)));
        parts.Position = parts.Length;
        strings.Clear();
        strings.Add(0);
        dynamic.Clear();
        var versions = Imports
            .Select(VersionOf)
            .OfType<string>()
            .Select(version => (Version: version, IsWeak: false))
            .Concat(FurtherVersions)
            .Distinct()
            .ToList();
        foreach (var library in Needed)
            dynamic.Add((1, Text(library)));
        AddText(14, Soname);
        AddText(29, Runpath);
        var note = Place(parts, [.. Number(4, 4), .. Number(4, 16), .. Number(4, 1), .. "GNU\0"u8, .. new byte[16]]);
        var interpreter = Place(parts, Encoding.ASCII.GetBytes(Interpreter + "\0"));
        Add(6, Place(parts, Symbols()));
        Add(0x6FFFFFF0, Place(parts, Indexes(versions)));
        if (versions.Count > 0)
        {
            Add(0x6FFFFFFE, Place(parts, Needs(versions)));
            Add(0x6FFFFFFF, 1);
        }

        dynamic.AddRange(FurtherEntries);
        Add(5, Place(parts, strings.ToArray()));
        Add(10, (ulong)strings.Count);
        Add(0, 0);
        var table = Place(parts, [.. dynamic.SelectMany(entry => new[] { Address(entry.Tag), Address(entry.Value) }).SelectMany(word => word)]);
        var file = parts.ToArray();
        Headers(file, interpreter, table, note);
        return file;
    }

    /// <summary>Writes it into a folder, and gives its path.</summary>
    public string Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Bytes());
        return path;
    }

    private static string? VersionOf(string import) => import.Split('@').ElementAtOrDefault(1);

    private void Add(ulong tag, ulong value) => dynamic.Add((tag, value));

    private void AddText(ulong tag, string? text)
    {
        if (text is not null)
            Add(tag, Text(text));
    }

    private uint Text(string text)
    {
        var at = (uint)strings.Count;
        strings.AddRange(Encoding.UTF8.GetBytes(text + "\0"));
        return at;
    }

    private static ulong Place(MemoryStream parts, byte[] bytes)
    {
        while (parts.Length % 8 != 0)
            parts.WriteByte(0);
        var at = parts.Length;
        parts.Write(bytes);
        return (ulong)at;
    }

    private byte[] Symbols() =>
        [
            .. new byte[Is64 ? 24 : 16],
            .. Imports.SelectMany(import =>
                Is64
                    ? [.. Number(4, Text(import.Split('@')[0])), 0x12, .. new byte[19]]
                    : (byte[])[.. Number(4, Text(import.Split('@')[0])), .. new byte[8], 0x12, .. new byte[3]]
            ),
            .. Exports.SelectMany(export =>
                Is64
                    ? [.. Number(4, Text(export.Name)), 0x12, export.Visibility, .. Number(2, 1), .. new byte[16]]
                    : (byte[])[.. Number(4, Text(export.Name)), .. new byte[8], 0x12, export.Visibility, .. Number(2, 1)]
            ),
        ];

    private byte[] Indexes(List<(string Version, bool IsWeak)> versions) =>
        [
            0,
            0,
            .. Imports.SelectMany(import => Number(2, VersionOf(import) is { } version ? (ulong)versions.FindIndex(entry => entry.Version == version) + 2 : 1)),
            .. Exports.SelectMany(_ => Number(2, 1)),
        ];

    private byte[] Needs(List<(string Version, bool IsWeak)> versions) =>
        [
            .. Number(2, 1),
            .. Number(2, (ulong)versions.Count),
            .. Number(4, Text(Needed[0])),
            .. Number(4, 16),
            .. Number(4, 0),
            .. versions.SelectMany(
                (entry, index) =>
                    (byte[])
                        [
                            .. Number(4, 0),
                            .. Number(2, entry.IsWeak ? 2u : 0),
                            .. Number(2, (ulong)index + 2),
                            .. Number(4, Text(entry.Version)),
                            .. Number(4, index + 1 < versions.Count ? 16u : 0),
                        ]
            ),
        ];

    private void Headers(byte[] file, ulong interpreter, ulong table, ulong note)
    {
        "\u007fELF"u8.CopyTo(file);
        (file[4], file[5], file[6]) = ((byte)(Is64 ? 2 : 1), (byte)(BigEndian ? 2 : 1), 1);
        Put(file, 16, Number(2, Type));
        Put(file, 18, Number(2, Machine));
        var start = Is64 ? 64 : 52;
        Put(file, Is64 ? 32 : 28, Address((ulong)start));
        Put(file, Is64 ? 54 : 42, Number(2, Is64 ? 56u : 32u));
        Put(file, Is64 ? 56 : 44, Number(2, 5));
        Segment(file, start, 1, 5, 0, (ulong)file.Length);
        Segment(file, start + (Is64 ? 56 : 32), 2, 6, table, (ulong)(dynamic.Count * 2 * Word));
        Segment(file, start + (2 * (Is64 ? 56 : 32)), 0x6474E551, StackFlags, 0, 0);
        Segment(file, start + (3 * (Is64 ? 56 : 32)), Interpreter is null ? 0u : 3u, 4, interpreter, (ulong)(Interpreter?.Length ?? 0) + 1);
        Segment(file, start + (4 * (Is64 ? 56 : 32)), HasAbiTag ? 4u : 0u, 4, note, 32);
    }

    private void Segment(byte[] file, int at, uint type, uint flags, ulong offset, ulong size)
    {
        Put(file, at, Number(4, type));
        Put(file, at + (Is64 ? 4 : 24), Number(4, flags));
        foreach (var field in Is64 ? [8, 16] : new[] { 4, 8 })
            Put(file, at + field, Address(offset));
        Put(file, at + (Is64 ? 32 : 16), Address(size));
    }

    private static void Put(byte[] file, int at, byte[] bytes) => bytes.CopyTo(file, at);

    private byte[] Address(ulong value) => Number(Word, value);

    private byte[] Number(int size, ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        var part = bytes[..size];
        if (BigEndian)
            Array.Reverse(part);
        return part;
    }
}
