using System.Buffers.Binary;
using System.Text;

namespace Springform.Tests.Abi.Native;

/// <summary>Makes PE, COFF and Mach-O files from what they should say, so that no test needs a compiler for another system.</summary>
internal static class NativeBytes
{
    /// <param name="cliFlags">null: no .NET assembly</param>
    /// <param name="isReadyToRun">it has code that was compiled ahead</param>
    /// <param name="imports">libraries; at most three</param>
    /// <param name="delayed">libraries that are loaded when they are first used; at most two</param>
    public static byte[] Pe(
        ushort machine,
        bool is64 = true,
        bool isLibrary = false,
        ushort subsystem = 3,
        uint? cliFlags = null,
        bool isReadyToRun = false,
        string[]? imports = null,
        string[]? delayed = null
    )
    {
        var bytes = new byte[1024];
        "MZ"u8.CopyTo(bytes);
        Put32(bytes, 60, 128);
        "PE\0\0"u8.CopyTo(bytes.AsSpan(128));
        Put16(bytes, 132, machine);
        Put16(bytes, 134, 1);
        var optional = is64 ? 240 : 224;
        Put16(bytes, 148, (ushort)optional);
        Put16(bytes, 150, (ushort)(isLibrary ? 0x2022 : 0x22));
        Put16(bytes, 152, (ushort)(is64 ? 0x20B : 0x10B));
        Put16(bytes, 152 + 68, subsystem);
        var counts = 152 + (is64 ? 108 : 92);
        Put32(bytes, counts, 16);
        var section = 152 + optional;
        Put32(bytes, section + 12, 0x2000);
        Put32(bytes, section + 16, 512);
        Put32(bytes, section + 20, 512);
        if (cliFlags is { } flags)
        {
            Put32(bytes, counts + 4 + (14 * 8), 0x2008);
            Put32(bytes, counts + 8 + (14 * 8), 72);
            Put32(bytes, 520 + 16, flags);
            Put32(bytes, 520 + 64, isReadyToRun ? 0x2100u : 0);
        }

        var text = 860;
        Imports(bytes, counts + 4 + (1 * 8), 640, 20, 12, 0, imports ?? [], ref text);
        Imports(bytes, counts + 4 + (13 * 8), 740, 32, 4, 1, delayed ?? [], ref text);
        return bytes;
    }

    /// <summary>A table of entries with the address of a name each; one without ends it.</summary>
    private static void Imports(byte[] bytes, int directory, int at, int entryBytes, int nameAt, uint attributes, string[] names, ref int text)
    {
        if (names.Length == 0)
            return;
        const int address = 0x2000 - 512;
        Put32(bytes, directory, (uint)(at + address));
        foreach (var name in names)
        {
            Put32(bytes, at, attributes);
            Put32(bytes, at + nameAt, (uint)(text + address));
            Encoding.ASCII.GetBytes(name).CopyTo(bytes, text);
            text += name.Length + 1;
            at += entryBytes;
        }
    }

    public static byte[] Coff(ushort machine)
    {
        var bytes = new byte[100];
        Put16(bytes, 0, machine);
        Put16(bytes, 2, 1);
        Put32(bytes, 8, 64);
        Put32(bytes, 12, 1);
        ".text"u8.CopyTo(bytes.AsSpan(20));
        Put32(bytes, 36, 4);
        Put32(bytes, 40, 60);
        return bytes;
    }

    /// <summary>A short entry of a library of imports.</summary>
    public static byte[] Import(ushort machine)
    {
        var bytes = new byte[40];
        Put16(bytes, 2, 0xFFFF);
        Put16(bytes, 6, machine);
        return bytes;
    }

    /// <param name="platform">of LC_BUILD_VERSION: 1 macOS, 2 iOS; 0: no such command</param>
    /// <param name="minimum">the oldest version of the system: 0x000B0000 is 11.0</param>
    /// <param name="libraries">that it needs</param>
    /// <param name="name">of a library: what others need it as</param>
    public static byte[] Mach(
        uint processor,
        uint type = 2,
        uint platform = 1,
        bool is64 = true,
        bool bigEndian = false,
        uint minimum = 0,
        string[]? libraries = null,
        string? name = null
    )
    {
        List<byte[]> commands =
        [
            .. platform == 0 ? [] : new[] { Words(bigEndian, 0x32, 24, platform, minimum, 0, 0) },
            .. name is null ? [] : new[] { Library(bigEndian, 0xD, name) },
            .. (libraries ?? []).Select(library => Library(bigEndian, 0xC, library)),
        ];
        uint[] header = [is64 ? 0xFEEDFACFu : 0xFEEDFACE, processor, 0, type, (uint)commands.Count, (uint)commands.Sum(command => command.Length), 0];
        return [.. Words(bigEndian, [.. header, .. new uint[is64 ? 1 : 0]]), .. commands.SelectMany(command => command), .. new byte[64]];
    }

    /// <summary>A command with a text behind its fixed part, filled up to eight bytes.</summary>
    private static byte[] Library(bool bigEndian, uint command, string name)
    {
        var text = new byte[(name.Length + 8) & ~7];
        Encoding.ASCII.GetBytes(name).CopyTo(text, 0);
        return [.. Words(bigEndian, command, (uint)(24 + text.Length), 24, 0, 0, 0), .. text];
    }

    private static byte[] Words(bool bigEndian, params uint[] words)
    {
        var bytes = new byte[words.Length * 4];
        for (var index = 0; index < words.Length; index++)
        {
            if (bigEndian)
                BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(index * 4), words[index]);
            else
                Put32(bytes, index * 4, words[index]);
        }

        return bytes;
    }

    public static byte[] Universal(params (uint Processor, byte[] Part)[] parts)
    {
        var bytes = new byte[512 + parts.Sum(part => part.Part.Length)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, 0xCAFEBABE);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), (uint)parts.Length);
        var at = 512;
        foreach (var ((processor, part), index) in parts.Select((part, index) => (part, index)))
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8 + (index * 20)), processor);
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(16 + (index * 20)), (uint)at);
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(20 + (index * 20)), (uint)part.Length);
            part.CopyTo(bytes, at);
            at += part.Length;
        }

        return bytes;
    }

    private static void Put16(byte[] bytes, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), value);

    private static void Put32(byte[] bytes, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);
}
