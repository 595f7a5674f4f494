namespace Springform.Archives;

/// <summary>Looks at the first bytes of a stream that cannot seek, and unpacks it when they are those of a compression that is also written.</summary>
internal static class CompressedInput
{
    /// <summary>Below what the runtime keeps on its heap of large objects: archives nested in archives open many.</summary>
    internal const int BufferBytes = 64 << 10;

    /// <summary>Disposing the result leaves <paramref name="input"/> open.</summary>
    internal static Stream Open(Stream input)
    {
        var head = new byte[ArchiveFormats.HeadBytes];
        var length = input.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var whole = new Headed(head.AsMemory(0, length), input);
        return ArchiveFormats.ReadAs(head.AsSpan(0, length)).Content is { } unpack ? unpack(whole, program => program) : new BufferedStream(whole, BufferBytes);
    }
}
