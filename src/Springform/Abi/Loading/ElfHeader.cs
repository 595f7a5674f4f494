using System.Buffers.Binary;

namespace Springform.Abi.Loading;

/// <summary>
/// Whether a file is started or loaded, from its ELF header, program headers and dynamic section. Bounded: a file that contradicts itself is
/// <see cref="ElfKind.None"/> when it cannot even be started, and what its type says otherwise.
/// </summary>
/// <remarks>Source: System V gABI, "ELF Header", "Program Header", "Dynamic Section"; DF_1_PIE of Solaris' Linker and Libraries Guide, as glibc's elf.h has it.</remarks>
internal static class ElfHeader
{
    private const int HeaderBytes = 64;
    private const int MaxTableBytes = 1 << 20;
    private const int Executable = 2;
    private const int Dynamic = 3;
    private const uint SegmentDynamic = 2;
    private const uint SegmentInterpreter = 3;
    private const ulong TagFlags1 = 0x6ffffffb;
    private const ulong FlagPie = 0x08000000;

    public static ElfKind KindOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !header.StartsWith("\u007fELF"u8))
            return ElfKind.None;
        var elf = new Layout(header[4] == 2, header[5] == 2);
        return elf.Half(header[16..]) switch
        {
            Executable => ElfKind.Executable,
            Dynamic => Segments(file, header, elf),
            _ => ElfKind.None,
        };
    }

    private static ElfKind Segments(FileStream file, ReadOnlySpan<byte> header, Layout elf)
    {
        var offset = elf.Address(header[(elf.Wide ? 32 : 28)..]);
        var size = elf.Half(header[(elf.Wide ? 54 : 42)..]);
        var count = elf.Half(header[(elf.Wide ? 56 : 44)..]);
        var table = Read(file, offset, (ulong)size * count);
        var isPie = false;
        for (var at = 0; size >= elf.SegmentBytes && at + size <= table.Length; at += size)
        {
            var segment = table.AsSpan(at, size);
            var type = elf.Word(segment);
            if (type == SegmentInterpreter)
                return ElfKind.Executable;
            if (type == SegmentDynamic)
                isPie = IsPie(Read(file, elf.Address(segment[(elf.Wide ? 8 : 4)..]), elf.Address(segment[(elf.Wide ? 32 : 16)..])), elf);
        }

        return isPie ? ElfKind.Executable : ElfKind.SharedObject;
    }

    private static bool IsPie(ReadOnlySpan<byte> dynamic, Layout elf)
    {
        var word = elf.Wide ? 8 : 4;
        for (; dynamic.Length >= 2 * word; dynamic = dynamic[(2 * word)..])
        {
            if (elf.Address(dynamic) == TagFlags1)
                return (elf.Address(dynamic[word..]) & FlagPie) != 0;
        }

        return false;
    }

    /// <summary>As much as there is, at most 1 MB; empty when the offset is outside.</summary>
    private static byte[] Read(FileStream file, ulong offset, ulong length)
    {
        if (offset >= (ulong)file.Length)
            return [];
        var bytes = new byte[(int)Math.Min(Math.Min(length, MaxTableBytes), (ulong)file.Length - offset)];
        file.Position = (long)offset;
        file.ReadExactly(bytes);
        return bytes;
    }

    private readonly record struct Layout(bool Wide, bool BigEndian)
    {
        public int SegmentBytes => Wide ? 56 : 32;

        public ushort Half(ReadOnlySpan<byte> at) => BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);

        public uint Word(ReadOnlySpan<byte> at) => BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);

        public ulong Address(ReadOnlySpan<byte> at) => Wide
            ? (BigEndian ? BinaryPrimitives.ReadUInt64BigEndian(at) : BinaryPrimitives.ReadUInt64LittleEndian(at))
            : Word(at);
    }
}
