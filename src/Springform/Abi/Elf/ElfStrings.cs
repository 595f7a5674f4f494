using System.Text;

namespace Springform.Abi.Elf;

/// <summary>A string table. What many names make of few bytes is counted, so that a small file cannot fill the memory.</summary>
internal ref struct ElfStrings(ReadOnlySpan<byte> table)
{
    private const int MaxNameBytes = 64 << 10;
    private const int MaxCharacters = 12 << 20;

    private readonly ReadOnlySpan<byte> table = table;
    private int characters;

    /// <exception cref="MalformedException">outside the table, without an end, or too much in all</exception>
    public string At(ulong offset)
    {
        var bytes = Bytes(offset);
        characters += bytes.Length;
        if (characters > MaxCharacters)
            throw new MalformedException($"its names have more than {MaxCharacters} characters together");
        return Encoding.UTF8.GetString(bytes);
    }

    private readonly ReadOnlySpan<byte> Bytes(ulong offset)
    {
        if (offset >= (ulong)table.Length)
            throw new MalformedException("it names a string that lies outside its string table");
        var rest = table[(int)offset..];
        var end = rest[..Math.Min(rest.Length, MaxNameBytes)].IndexOf((byte)0);
        return end >= 0 ? rest[..end] : throw new MalformedException($"it has a name without an end, or one of more than {MaxNameBytes} bytes");
    }
}
