using System.Buffers.Binary;
using Springform.Abi.Elf;
using Springform.Archives;
using Springform.Archives.Zip;

namespace Springform.Abi.Walking;

/// <summary>
/// Archives that begin behind something else: installers that are a script or a program with an archive at its end. A zip is found from its end, as its readers
/// do it; anything compressed, and a tar, behind a line break of the script.
/// </summary>
internal static class Appended
{
    // makeself and its kind have a few hundred lines of script.
    private const int MaxScriptBytes = 1 << 20;
    private const uint CentralSignature = 0x02014B50;

    /// <summary>The zip that ends where the file does; null when there is none, or it has nothing in it.</summary>
    public static ByteSource? Zip(ByteSource source)
    {
        using var stream = source.OpenStream();
        if (ZipEnd.Find(stream) is not { Entries: > 0 } end || end.DirectoryBytes > end.Start || end.DirectoryOffset > end.Start - end.DirectoryBytes)
            return null;

        // Positions count from the zip's own beginning where it was appended as it was, and from the file's where somebody corrected them.
        var before = end.Start - end.DirectoryBytes - end.DirectoryOffset;
        Span<byte> signature = stackalloc byte[sizeof(uint)];
        return
            source.ReadSome(end.Start - end.DirectoryBytes, signature) == signature.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(signature) == CentralSignature
            ? source.Slice(before, source.Length - before)
            : null;
    }

    /// <summary>What the script unpacks; null when it has nothing behind it.</summary>
    /// <param name="source">begins with <c>#!</c></param>
    public static ByteSource? Payload(ByteSource source)
    {
        var text = new byte[Math.Min(source.Length, MaxScriptBytes)];
        var rest = text.AsSpan(0, source.ReadSome(0, text));
        var at = 0;
        while (rest[at..].IndexOf((byte)'\n') is var next and >= 0)
        {
            at += next + 1;
            if (FileMagics.Of(rest[at..]) == FileMagic.Elf || FileMagics.IsSequential(rest[at..]))
                return source.Slice(at, source.Length - at);
        }

        return null;
    }
}
