using System.Text;
using Springform.Abi.Elf;
using Springform.Names;

namespace Springform.Abi.Native;

/// <summary>
/// What the load commands of a Mach-O file say: its system and the oldest version of it, and the libraries that it needs. Source: Apple's mach-o/loader.h.
/// </summary>
/// <param name="System">darwin where no command says otherwise; a file for macOS and for iPad programs on it is for macOS</param>
/// <param name="MinimumOs">the oldest macOS that starts it; null: it does not say, or is for another system</param>
/// <param name="Libraries">as they are written, each once: /usr/lib/libSystem.B.dylib, @rpath/libfoo.dylib</param>
/// <param name="Name">of a library: what others need it as</param>
internal sealed record MachCommands(string System, VersionNumber? MinimumOs, IReadOnlyList<string> Libraries, string? Name)
{
    private const int MacOs = 1;
    private const int Catalyst = 6;

    /// <param name="commands">all of them</param>
    /// <param name="count">as the header says</param>
    /// <exception cref="MalformedException">they contradict themselves</exception>
    public static MachCommands Read(ElfView commands, ReadOnlySpan<byte> bytes, uint count)
    {
        var (mac, other) = (false, (string?)null);
        VersionNumber? minimum = null;
        string? name = null;
        var libraries = new List<string>();
        long at = 0;
        for (var index = 0u; index < count; index++)
        {
            var size = at + 8 <= commands.Length ? commands.U32((int)at + 4) : 0;
            if (size < 8 || at + size > commands.Length)
                throw new MalformedException("its load commands are cut off or damaged");
            var start = (int)at;
            switch (commands.U32(start))
            {
                case 0x32 when size >= 16: // LC_BUILD_VERSION
                    var platform = commands.U32(start + 8);
                    if (platform is not (MacOs or Catalyst))
                        other = "iOS or the like";
                    mac |= platform is MacOs or Catalyst;
                    if (platform == MacOs)
                        minimum = Version(commands.U32(start + 12));
                    break;
                case 0x24 when size >= 12: // LC_VERSION_MIN_MACOSX
                    (mac, minimum) = (true, Version(commands.U32(start + 8)));
                    break;
                case 0x25 or 0x2F or 0x30:
                    other = "iOS or the like";
                    break;
                case 0xD: // LC_ID_DYLIB
                    name = Text(commands, bytes, start, (int)size);
                    break;
                case 0xC or 0x80000018 or 0x8000001F or 0x20 or 0x80000023: // LC_LOAD_DYLIB, and weak, exported again, lazy, upward
                    libraries.Add(Text(commands, bytes, start, (int)size));
                    break;
                default:
                    break;
            }

            at += size;
        }

        return new MachCommands(mac ? "darwin" : other ?? "darwin", mac ? minimum : null, [.. libraries.Distinct(StringComparer.Ordinal)], name);
    }

    /// <summary>The command has the place of its text, counted from its own beginning; the text ends at a NUL or with the command.</summary>
    private static string Text(ElfView commands, ReadOnlySpan<byte> bytes, int start, int size)
    {
        var offset = size >= 12 ? commands.U32(start + 8) : 0;
        if (offset < 12 || offset >= size)
            throw new MalformedException("one of its load commands names a library outside itself");
        var text = bytes.Slice(start + (int)offset, size - (int)offset);
        var end = text.IndexOf((byte)0);
        return end == 0
            ? throw new MalformedException("one of its load commands names a library without a name")
            : Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
    }

    /// <summary>Sixteen bits, and twice eight: 10.13, 11.0, 10.9.5.</summary>
    private static VersionNumber Version(uint packed) =>
        VersionNumber.Of($"{packed >> 16}.{(packed >> 8) & 0xFF}{((packed & 0xFF) == 0 ? "" : $".{packed & 0xFF}")}");
}
