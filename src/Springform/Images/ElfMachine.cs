using System.Buffers.Binary;
using Springform.Plan;

namespace Springform.Images;

/// <summary>What processor an ELF file is for, from its first 20 bytes.</summary>
internal static class ElfMachine
{
    private const int HeaderBytes = 20;
    private const int DataEncoding = 5;
    private const int BigEndian = 2;
    private const int Machine = 18;

    // Source: the ELF gABI's list of e_machine values (elf.h, EM_*).
    private static readonly Dictionary<int, string> Kernels = new()
    {
        [3] = "i686",
        [21] = "ppc64le",
        [22] = "s390x",
        [40] = "armv7l",
        [62] = "x86_64",
        [183] = "aarch64",
        [243] = "riscv64",
    };

    /// <summary>Null for a file that is no ELF, such as a script.</summary>
    /// <returns>as <see cref="Platform.Kernel"/> spells it, or <c>machine N</c></returns>
    public static string? Of(string path)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        using var file = File.OpenRead(path);
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !header.StartsWith("\u007fELF"u8))
            return null;
        var number = header[DataEncoding] == BigEndian
            ? BinaryPrimitives.ReadUInt16BigEndian(header[Machine..])
            : BinaryPrimitives.ReadUInt16LittleEndian(header[Machine..]);
        return Kernels.TryGetValue(number, out var kernel) ? kernel : $"machine {number}";
    }
}
