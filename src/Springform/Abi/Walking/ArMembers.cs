using System.Globalization;
using System.Text;
using Springform.Abi.Elf;

namespace Springform.Abi.Walking;

/// <summary>
/// The members of an ar archive in its order, without symbol tables and the table of long names. Sources: ar(5) of System V and GNU (<c>name/</c>,
/// <c>//</c>, <c>/N</c>) and BSD (<c>#1/N</c>), and Windows, which ends long names with a zero byte; thin archives as binutils' <c>ar --thin</c> makes them,
/// whose members lie outside.
/// </summary>
internal static class ArMembers
{
    private const int MagicBytes = 8;
    private const int HeaderBytes = 60;
    private const int MaxNameTableBytes = 8 << 20;

    /// <returns>name, position and size of each; the position of a thin archive's member is -1</returns>
    public static IEnumerable<(string Name, long Offset, long Size)> Of(ByteSource source, bool isThin)
    {
        byte[] names = [];
        long at = MagicBytes;
        while (at < source.Length)
        {
            var (name, size) = Header(source, at);
            at += HeaderBytes;
            var isTable = name is "/" or "//" or "/SYM64/" || name.StartsWith("__.SYMDEF", StringComparison.Ordinal);
            var isInside = isTable || !isThin;
            if (isInside && size > source.Length - at)
                throw new MalformedException($"its member {name} has {size} bytes where {source.Length - at} are left: it is cut off");

            if (name == "//")
                names = Table(source, at, size);
            else if (!isTable)
                yield return Member(source, names, name, isInside ? at : -1, size);
            at += isInside ? size + (size & 1) : 0;
        }
    }

    private static (string Name, long Size) Header(ByteSource source, long at)
    {
        var bytes = new byte[HeaderBytes];
        if (source.ReadSome(at, bytes) < HeaderBytes || bytes[58] != '`' || bytes[59] != '\n')
            throw new MalformedException($"it has no member header at byte {at}: it is cut off or damaged");
        var digits = Encoding.ASCII.GetString(bytes, 48, 10).TrimEnd(' ');
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? (Encoding.UTF8.GetString(bytes, 0, 16).TrimEnd(' '), size)
            : throw new MalformedException($"its member header at byte {at} has no valid size");
    }

    private static byte[] Table(ByteSource source, long at, long size)
    {
        if (size > MaxNameTableBytes)
            throw new MalformedException($"its table of names has {size} bytes");
        var names = new byte[size];
        source.ReadSome(at, names);
        return names;
    }

    private static (string Name, long Offset, long Size) Member(ByteSource source, byte[] names, string name, long offset, long size)
    {
        if (name.Length > 1 && name[0] == '/' && long.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            var rest = index < names.Length ? names.AsSpan((int)index) : throw new MalformedException($"its member {name} has no name in its table of names");
            var end = rest.IndexOfAny((byte)'\n', (byte)0);
            return (Encoding.UTF8.GetString(rest[..Math.Min(end < 0 ? rest.Length : end, 4096)]).TrimEnd('/'), offset, size);
        }

        if (
            offset >= 0
            && name.StartsWith("#1/", StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length <= Math.Min(size, 4096)
        )
        {
            var bytes = new byte[length];
            source.ReadSome(offset, bytes);
            return (Encoding.UTF8.GetString(bytes).TrimEnd('\0'), offset + length, size - length);
        }

        return (name.TrimEnd('/'), offset, size);
    }
}
