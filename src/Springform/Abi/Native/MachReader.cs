using System.Buffers.Binary;
using Springform.Abi.Elf;
using Springform.Names;

namespace Springform.Abi.Native;

/// <summary>
/// What a Mach-O file is for: of one machine, or universal, which is one file (or one static library) for each machine. Source: Apple's mach-o/loader.h and
/// mach-o/fat.h. Everything is checked, as <see cref="ElfReader"/> does it.
/// </summary>
internal static class MachReader
{
    private const int MaxParts = 44; // a Java class begins with the same four bytes, and goes on with a version of 45 or more

    public static bool IsUniversal(ReadOnlySpan<byte> head) =>
        head.Length >= 8
        && head[0] == 0xCA
        && head[1] == 0xFE
        && head[2] == 0xBA
        && head[3] is 0xBE or 0xBF
        && BinaryPrimitives.ReadUInt32BigEndian(head[4..]) is > 0 and <= MaxParts;

    public static bool IsThin(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(head) is 0xFEEDFACE or 0xFEEDFACF or 0xCEFAEDFE or 0xCFFAEDFE;

    /// <exception cref="MalformedException">it contradicts itself</exception>
    public static NativeImage Read(ByteSource source)
    {
        var head = source.Read(0, Math.Min(8, source.Length), "header");
        return IsUniversal(head) ? Universal(source, head[3] == 0xBF) : Thin(source);
    }

    private static NativeImage Universal(ByteSource source, bool is64)
    {
        var count = (int)BinaryPrimitives.ReadUInt32BigEndian(source.Read(4, 4, "header"));
        var bytes = is64 ? 32 : 20;
        var table = source.Read(8, count * (long)bytes, "table of architectures");
        var parts = new List<NativeImage>();
        for (var index = 0; index < count; index++)
        {
            var entry = table[(index * bytes)..];
            var offset = is64 ? BinaryPrimitives.ReadUInt64BigEndian(entry[8..]) : BinaryPrimitives.ReadUInt32BigEndian(entry[8..]);
            var size = is64 ? BinaryPrimitives.ReadUInt64BigEndian(entry[16..]) : BinaryPrimitives.ReadUInt32BigEndian(entry[12..]);
            if (offset > (ulong)source.Length || size > (ulong)source.Length - offset)
                throw new MalformedException($"its part {index + 1} of {count} lies outside the file: it is cut off or damaged");
            using var part = source.Slice((long)offset, (long)size);
            parts.Add(Part(part, BinaryPrimitives.ReadUInt32BigEndian(entry)));
        }

        return new NativeImage("Mach-O", $"universal {parts[0].Kind}", [.. parts.SelectMany(part => part.RunsOn).Distinct()])
        {
            Libraries = [.. parts.SelectMany(part => part.Libraries).Distinct(StringComparer.Ordinal)],
            Name = parts.Select(part => part.Name).FirstOrDefault(name => name is not null),
            MinimumOs = [.. parts.SelectMany(part => part.MinimumOs)],
        };
    }

    private static NativeImage Part(ByteSource part, uint processor)
    {
        var head = part.Read(0, Math.Min(8, part.Length), "header of a part");
        if (head.SequenceEqual("!<arch>\n"u8))
            return new NativeImage("Mach-O", "static library", [new NativePlatform("darwin", MachineOf(processor))]);
        var image = IsThin(head) ? Thin(part) : throw new MalformedException("one of its parts is neither a Mach-O file nor a static library");
        return image.RunsOn[0].Machine == MachineOf(processor)
            ? image
            : throw new MalformedException("one of its parts is for another machine than its table says");
    }

    private static NativeImage Thin(ByteSource source)
    {
        var magic = source.Read(0, Math.Min(4, source.Length), "header");
        if (!IsThin(magic))
            throw new MalformedException("it does not begin like a Mach-O file");
        var bigEndian = magic[0] == 0xFE;
        var is64 = (bigEndian ? magic[3] : magic[0]) == 0xCF;
        var header = new ElfView(source.Read(0, is64 ? 32 : 28, "header"), is64, bigEndian);
        var bytes = source.Read(is64 ? 32 : 28, header.U32(20), "load commands");
        var commands = MachCommands.Read(new ElfView(bytes, is64, bigEndian), bytes, header.U32(16));
        var platform = new NativePlatform(commands.System, MachineOf(header.U32(4)));
        return new NativeImage("Mach-O", KindOf(header.U32(12)), [platform])
        {
            Libraries = commands.Libraries,
            Name = commands.Name,
            MinimumOs = commands.MinimumOs is { } version ? [(platform, version)] : [],
        };
    }

    private static string KindOf(uint type) =>
        type switch
        {
            1 => "object",
            2 => "program",
            6 or 8 or 9 => "library",
            10 => "debug information",
            _ => "other",
        };

    private static string MachineOf(uint processor) =>
        processor switch
        {
            7 => "i686",
            0x01000007 => "x86_64",
            12 => "armv7l",
            0x0100000C => "aarch64",
            0x0200000C => "aarch64_ilp32",
            18 => "ppc",
            0x01000012 => "ppc64",
            _ => $"processor 0x{processor:x}",
        };
}
