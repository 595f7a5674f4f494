using System.Buffers.Binary;
using System.Text;
using Springform.Abi.Elf;

namespace Springform.Abi.Native;

/// <summary>
/// The libraries that a Windows program or library imports, at its start or when they are first used. Source: Microsoft's PE format, "Import Directory Table"
/// and "Delay-Load Directory Table".
/// </summary>
internal static class PeImports
{
    private const int ImportDirectory = 1;
    private const int DelayDirectory = 13;
    private const int ImportBytes = 20;
    private const int DelayBytes = 32;

    /// <summary>More than any program has; a table without an end must not be followed for ever.</summary>
    private const int MaxLibraries = 4096;
    private const int MaxNameBytes = 512;

    /// <summary>As they are written: KERNEL32.dll; each once.</summary>
    /// <param name="optional">the optional header</param>
    /// <param name="is64">it is PE32+</param>
    /// <exception cref="MalformedException">it contradicts itself</exception>
    public static IReadOnlyList<string> Read(ByteSource source, ReadOnlySpan<byte> optional, PeSections sections, bool is64)
    {
        var names = new List<string>();
        if (Directory(optional, is64, ImportDirectory) is { } imports)
            Entries(source, sections, imports, ImportBytes, entry => U32(entry, 12), names);
        var imageBase = is64 ? U32(optional, 24) : U32(optional, 28); // its lower half: what is above it cancels out
        if (Directory(optional, is64, DelayDirectory) is { } delayed)
            Entries(
                source,
                sections,
                delayed,
                DelayBytes,
                entry =>
                    U32(entry, 4) is 0 ? 0
                    : (U32(entry, 0) & 1) != 0 ? U32(entry, 4)
                    : U32(entry, 4) - imageBase,
                names
            );
        return [.. names.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Where one of the tables is that the optional header lists; null: it has none.</summary>
    internal static uint? Directory(ReadOnlySpan<byte> optional, bool is64, int index)
    {
        var counts = is64 ? 108 : 92;
        var entry = counts + 4 + (index * 8);
        return entry + 8 <= optional.Length && U32(optional, counts) > index && U32(optional, entry) is > 0 and var address ? address : null;
    }

    private static void Entries(ByteSource source, PeSections sections, uint address, int entryBytes, NameOf nameOf, List<string> names)
    {
        var (offset, room) = sections.Place(address, "table of imports");
        var table = source.Read(offset, Math.Min(room, MaxLibraries * entryBytes), "table of imports");
        for (var at = 0; at + entryBytes <= table.Length; at += entryBytes)
        {
            if (nameOf(table[at..]) is not (> 0 and var name))
                return;
            names.Add(Name(source, sections, name));
        }

        throw new MalformedException("its table of imports has no end");
    }

    private static string Name(ByteSource source, PeSections sections, uint address)
    {
        var (offset, room) = sections.Place(address, "name of an import");
        var bytes = source.Read(offset, Math.Min(room, MaxNameBytes), "name of an import");
        var end = bytes.IndexOf((byte)0);
        return end > 0 ? Encoding.UTF8.GetString(bytes[..end]) : throw new MalformedException("the name of one of its imports is empty or has no end");
    }

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    /// <summary>The address of a library's name; 0: the table ends here.</summary>
    private delegate uint NameOf(ReadOnlySpan<byte> entry);
}
