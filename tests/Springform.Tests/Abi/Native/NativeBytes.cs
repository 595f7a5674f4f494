using System.Buffers.Binary;

namespace Springform.Tests.Abi.Native;

/// <summary>Makes PE, COFF and Mach-O files from what they should say, so that no test needs a compiler for another system.</summary>
internal static class NativeBytes
{
    /// <param name="cliFlags">null: no .NET assembly</param>
    /// <param name="isReadyToRun">it has code that was compiled ahead</param>
    public static byte[] Pe(ushort machine, bool is64 = true, bool isLibrary = false, ushort subsystem = 3, uint? cliFlags = null, bool isReadyToRun = false)
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

        return bytes;
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
    public static byte[] Mach(uint processor, uint type = 2, uint platform = 1, bool is64 = true, bool bigEndian = false)
    {
        var start = is64 ? 32 : 28;
        var bytes = new byte[start + 24 + 64];
        uint[] header = [is64 ? 0xFEEDFACFu : 0xFEEDFACE, processor, 0, type, platform == 0 ? 0u : 1, platform == 0 ? 0u : 24, 0];
        uint[] command = [0x32, 24, platform, 0, 0, 0];
        foreach (var (word, index) in header.Concat(new uint[is64 ? 1 : 0]).Concat(platform == 0 ? [] : command).Select((word, index) => (word, index)))
        {
            if (bigEndian)
                BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(index * 4), word);
            else
                Put32(bytes, index * 4, word);
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
