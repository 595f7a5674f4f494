using Springform.Abi.Elf;

namespace Springform.Repair;

/// <summary>Reads what may be repaired.</summary>
internal static class ElfFiles
{
    /// <summary>Null for what is no ELF file, or a damaged one: CheckAbi tells of that.</summary>
    public static ElfFile? Read(string path)
    {
        try
        {
            return IsElf(path) ? ElfReader.Read(path) : null;
        }
        catch (MalformedException)
        {
            return null;
        }
    }

    public static bool IsElf(string path)
    {
        using var file = File.OpenRead(path);
        return IsElf(file);
    }

    public static bool IsElf(Stream content)
    {
        Span<byte> magic = stackalloc byte[4];
        return content.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length && magic.SequenceEqual(ElfReader.Magic);
    }
}
