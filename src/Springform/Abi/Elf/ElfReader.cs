using System.Text;
using Springform.Names;

namespace Springform.Abi.Elf;

/// <summary>
/// Reads what an ELF file says of itself, and only the parts that say it. It believes nothing: every offset, size and count is checked, and a file
/// that contradicts itself is a <see cref="MalformedException"/>, never anything else. Memory: the tables that are read, at most 48 MB.
/// </summary>
internal static class ElfReader
{
    public static ReadOnlySpan<byte> Magic => "\u007fELF"u8;

    /// <exception cref="MalformedException">no ELF file, or a damaged one</exception>
    /// <exception cref="IOException">it cannot be read</exception>
    public static ElfFile Read(string path)
    {
        using var source = FileSource.Open(path);
        return Read(source);
    }

    /// <exception cref="MalformedException">no ELF file, or a damaged one</exception>
    internal static ElfFile Read(ByteSource source, bool withExports = false)
    {
        var layout = ElfLayout.Read(source);
        var file = new ElfFile
        {
            Kind = KindOf(layout),
            Bits = layout.Header.Is64 ? 64 : 32,
            BigEndian = layout.Header.BigEndian,
            Machine = ElfMachineName.Of(layout.Header.Machine, layout.Header.Is64, layout.Header.BigEndian),
            MachineNumber = layout.Header.Machine,
            TypeNumber = layout.Header.Type,
            OsAbi = layout.Header.OsAbi,
            Flags = layout.Header.Flags,
            Stack = layout.Find(ElfSegment.GnuStack) is { } stack ? Mark((stack.Flags & ElfSegment.Executable) != 0) : StackMark.None,
        };
        return file.Kind switch
        {
            ElfKind.Object => ObjectFacts.Of(source, layout, file),
            ElfKind.Core or ElfKind.DebugInformation or ElfKind.Other => file,
            _ => Loadable(source, layout, file, withExports),
        };
    }

    internal static StackMark Mark(bool isExecutable) => isExecutable ? StackMark.Executable : StackMark.NotExecutable;

    // A first answer from the header; what the dynamic section and the loader's name say refines it.
    private static ElfKind KindOf(ElfLayout layout) =>
        layout.Header.Type switch
        {
            1 => ElfKind.Object,
            4 => ElfKind.Core,
            _ when layout.IsDebugInformation => ElfKind.DebugInformation,
            2 or 3 when layout.Segments.Count > 0 => ElfKind.SharedObject,
            _ => ElfKind.Other,
        };

    private static ElfFile Loadable(ByteSource source, ElfLayout layout, ElfFile file, bool withExports)
    {
        layout.RequireWhole(source);
        file = file with { Interpreter = InterpreterOf(source, layout), IsaNeeded = IsaOf(source, layout), HasAbiTag = HasAbiTag(source, layout) };
        return layout.Find(ElfSegment.Dynamic) is { } dynamic
            ? DynamicFacts.Of(source, layout, dynamic, file, withExports)
            : file with
            {
                Kind =
                    file.Interpreter is not null ? ElfKind.Executable
                    : file.TypeNumber == 2 ? ElfKind.StaticExecutable
                    : ElfKind.SharedObject,
            };
    }

    private static string? InterpreterOf(ByteSource source, ElfLayout layout)
    {
        if (layout.Find(ElfSegment.Interpreter) is not { } segment)
            return null;
        var bytes = source.Read(segment.Offset, Math.Min(segment.FileBytes, 4096), "interpreter");
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    private static bool HasAbiTag(ByteSource source, ElfLayout layout) =>
        layout.Segments.Any(segment =>
            segment.Type == ElfSegment.Note
            && GnuNotes.Find(layout.Header, source.Read(segment.Offset, segment.FileBytes, "notes"), segment.Align, GnuNotes.AbiTag) is not null
        );

    private static IReadOnlyList<string> IsaOf(ByteSource source, ElfLayout layout)
    {
        foreach (var segment in layout.Segments.Where(segment => segment.Type is ElfSegment.GnuProperty or ElfSegment.Note))
        {
            if (GnuProperties.IsaOf(layout.Header, source.Read(segment.Offset, segment.FileBytes, "notes"), segment.Align) is { Count: > 0 } isa)
                return isa;
        }

        return [];
    }
}
