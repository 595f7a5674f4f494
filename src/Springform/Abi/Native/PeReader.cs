using System.Buffers.Binary;
using Springform.Abi.Elf;
using Springform.Names;

namespace Springform.Abi.Native;

/// <summary>
/// What a Windows program or library, an EFI program or a .NET assembly is for. Sources: Microsoft's PE format; for .NET ECMA-335 II.25 and, for code compiled
/// ahead, the runtime's "ReadyToRun File Format", which writes the system into the machine. Everything is checked, as <see cref="ElfReader"/> does it.
/// </summary>
internal static class PeReader
{
    private const int CliDirectory = 14;
    private const uint IlOnly = 1;
    private const uint Requires32 = 2;
    private const uint Prefers32 = 0x20000;

    // What .NET's compiler combines with the machine, by the system that its code is for.
    private static readonly (int Mark, string Os)[] Systems =
    [
        (0x7B79, "linux"),
        (0x4644, "darwin"),
        (0xADC4, "freebsd"),
        (0x1993, "netbsd"),
        (0x1992, "sunos"),
    ];

    /// <returns>null: it begins like one (MZ) and is none: a DOS program, or a text</returns>
    /// <exception cref="MalformedException">it is one, and contradicts itself</exception>
    public static NativeImage? Read(ByteSource source)
    {
        if (source.Length < 64)
            return null;
        var at = U32(source.Read(60, 4, "DOS header"), 0);
        if (at > source.Length - 24 || !source.Read(at, 4, "PE header").SequenceEqual("PE\0\0"u8))
            return null;
        var header = source.Read(at + 4, 20, "PE header");
        var (machine, sections, optionalBytes, isLibrary) = (U16(header, 0), U16(header, 2), U16(header, 16), (U16(header, 18) & 0x2000) != 0);
        if (optionalBytes < 72)
            throw new MalformedException("its PE header names no optional header: it is cut off or damaged");
        var optional = source.Read(at + 24, optionalBytes, "optional header");
        var table = new PeSections(source.Read(at + 24 + optionalBytes, sections * 40L, "section table"));
        var is64 = U16(optional, 0) switch
        {
            0x10B => false,
            0x20B => true,
            var magic => throw new MalformedException($"its optional header has the magic 0x{magic:x}, which no PE file has"),
        };
        var kind = isLibrary ? "library" : "program";
        if (PeImports.Directory(optional, is64, CliDirectory) is { } address)
            return Managed(source.Read(table.Place(address, ".NET header").Offset, 72, ".NET header"), machine, kind);
        var isEfi = U16(optional, 68) is >= 10 and <= 13;
        return isEfi
            ? new NativeImage("PE", "EFI program", [new NativePlatform("EFI", PeMachine.Of(machine))])
            : new NativeImage("PE", kind, [new NativePlatform("windows", PeMachine.Of(machine))]) { Libraries = PeImports.Read(source, optional, table, is64) };
    }

    private static NativeImage Managed(ReadOnlySpan<byte> header, int machine, string kind)
    {
        var flags = U32(header, 16);
        var isCompiled = U32(header, 64) != 0;
        if ((flags & IlOnly) == 0 && !isCompiled)
            return new NativeImage("PE", kind, [new NativePlatform("windows", PeMachine.Of(machine))]); // C++/CLI: native code of Windows too
        var system = isCompiled ? Systems.FirstOrDefault(system => PeMachine.Find(machine ^ system.Mark) is not null) : default;
        var name = PeMachine.Of(machine ^ system.Mark);
        var runsAnywhere = !isCompiled && machine == 0x014C && (flags & (Requires32 | Prefers32)) != Requires32;
        return new NativeImage("PE", ".NET assembly", runsAnywhere ? [] : [new NativePlatform(isCompiled ? system.Os ?? "windows" : null, name)]);
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
