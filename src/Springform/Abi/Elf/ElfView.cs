using System.Buffers.Binary;

namespace Springform.Abi.Elf;

/// <summary>Numbers in a piece of an ELF file, in its byte order and word size. The piece is as long as what is asked of it.</summary>
internal readonly ref struct ElfView(ReadOnlySpan<byte> bytes, bool is64, bool bigEndian)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    public int Length => bytes.Length;

    public byte U8(int at) => bytes[at];

    public ushort U16(int at) => bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    public uint U32(int at) => bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    /// <summary>Four or eight bytes, as the class says (Elf32_Addr, Elf64_Addr and the like).</summary>
    public ulong Word(int at) =>
        !is64 ? U32(at)
        : bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes[at..])
        : BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    /// <summary>A word as a position in the file; what no file can have becomes one that no file has.</summary>
    public long Offset(int at) => (long)Math.Min(Word(at), long.MaxValue / 4);
}
