using System.Buffers.Binary;
using Springform.Names;

namespace Springform.Images;

/// <summary>What machine an ELF file is for, from its first 20 bytes.</summary>
internal static class ElfMachine
{
    private const int HeaderBytes = 20;
    private const int Class = 4;
    private const int Of64Bits = 2;
    private const int DataEncoding = 5;
    private const int BigEndian = 2;
    private const int Machine = 18;

    /// <summary>Null for a file that is no ELF, such as a script.</summary>
    /// <returns>as <see cref="ElfMachineName"/> has it</returns>
    public static string? Of(string path)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        using var file = File.OpenRead(path);
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !header.StartsWith("\u007fELF"u8))
            return null;
        var isBigEndian = header[DataEncoding] == BigEndian;
        var number = isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(header[Machine..]) : BinaryPrimitives.ReadUInt16LittleEndian(header[Machine..]);
        return ElfMachineName.Of(number, header[Class] == Of64Bits, isBigEndian);
    }
}
