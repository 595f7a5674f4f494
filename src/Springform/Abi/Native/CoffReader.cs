using System.Buffers.Binary;
using Springform.Abi.Elf;
using Springform.Names;

namespace Springform.Abi.Native;

/// <summary>
/// Objects for Windows linkers. They have no magic number: one is taken for an object when its header and all its sections fit the file. Source: Microsoft's
/// PE format, "COFF File Header", "Import Header"; large objects as clang and MSVC (/bigobj) write them.
/// </summary>
internal static class CoffReader
{
    private const int HeaderBytes = 20;
    private const int SectionBytes = 40;
    private const int SymbolBytes = 18;

    /// <summary>The first bytes may be those of one; <see cref="Read"/> looks at the rest.</summary>
    public static bool MayBe(ReadOnlySpan<byte> head)
    {
        if (head.Length < HeaderBytes)
            return false;
        if (U16(head, 0) == 0 && U16(head, 2) == 0xFFFF)
            return PeMachine.Find(U16(head, 6)) is not null;
        return PeMachine.Find(U16(head, 0)) is not null && U16(head, 2) is > 0 and < 0xFF00 && U16(head, 16) == 0 && (U16(head, 18) & 0x2002) == 0;
    }

    /// <returns>null: it is not a JSON object</returns>
    public static NativeImage? Read(ByteSource source)
    {
        Span<byte> head = stackalloc byte[HeaderBytes];
        if (source.Length < HeaderBytes || source.ReadSome(0, head) < HeaderBytes || !MayBe(head))
            return null;
        if (U16(head, 0) == 0)
            return Object(U16(head, 6)); // an import header, or a large object
        var (sections, symbols, count) = (U16(head, 2), U32(head, 8), U32(head, 12));
        if (HeaderBytes + ((long)sections * SectionBytes) > source.Length || (symbols > 0 && symbols + ((long)count * SymbolBytes) > source.Length))
            return null;
        var table = source.Read(HeaderBytes, (long)sections * SectionBytes, "section table");
        for (var at = 0; at < table.Length; at += SectionBytes)
        {
            var (bytes, offset) = (U32(table, at + 16), U32(table, at + 20));
            if (U32(table, at + 12) != 0 || (offset > 0 && offset + (long)bytes > source.Length))
                return null;
        }

        return Object(U16(head, 0));
    }

    private static NativeImage Object(int machine) => new("COFF", "object", [new NativePlatform("windows", PeMachine.Of(machine))]);

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
