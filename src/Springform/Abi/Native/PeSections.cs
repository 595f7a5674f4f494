using System.Buffers.Binary;
using Springform.Abi.Elf;

namespace Springform.Abi.Native;

/// <summary>The section table of a PE file: where in the file lies what will be at an address.</summary>
internal readonly ref struct PeSections(ReadOnlySpan<byte> table)
{
    private readonly ReadOnlySpan<byte> table = table;

    /// <param name="address">relative to the image's own</param>
    /// <param name="what">for the error: <c>.NET header</c></param>
    /// <returns>an offset in the file, and how many bytes the section has from there on</returns>
    /// <exception cref="MalformedException">no section is loaded there</exception>
    public (long Offset, long Bytes) Place(uint address, string what)
    {
        for (var at = 0; at + 40 <= table.Length; at += 40)
        {
            var (start, bytes) = (U32(at + 12), U32(at + 16));
            if (address >= start && address - start < bytes)
                return (U32(at + 20) + (long)(address - start), bytes - (address - start));
        }

        throw new MalformedException($"its {what} is at an address that no section loads");
    }

    private uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(table[at..]);
}
