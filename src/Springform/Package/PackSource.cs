using Springform.Archives;
using Springform.Archives.Packages;

namespace Springform.Package;

/// <summary>One file, symlink or empty folder that may go into an archive, wherever it lies.</summary>
/// <param name="Path">relative to the project, or inside the recipe's result</param>
/// <param name="Origin">who made it, for messages: <c>step compile/x86_64/1-make</c>, <c>tool fio</c>, <c>the work tree</c></param>
/// <param name="Open">the content of a file; the others have none</param>
internal sealed record PackSource(string Path, ArchiveEntryKind Kind, bool Executable, string? LinkTarget, long SizeBytes, string Origin, Func<Stream> Open)
{
    private const int BufferBytes = 128 << 10;

    /// <summary>What it has otherwise than usual, in a system package; null: nothing.</summary>
    public EntryAttributes? Attributes { get; init; }

    /// <summary>Of a file or link; folders are the archive's own business.</summary>
    public ArchiveEntry At(string archivePath) =>
        Kind == ArchiveEntryKind.Symlink
            ? ArchiveEntry.Symlink(archivePath, LinkTarget!)
            : ArchiveEntry.FromStream(archivePath, Open, SizeBytes, Executable) with
            {
                Attributes = Attributes,
            };

    /// <summary>An archive would not show the difference: kind, mode, link and every byte.</summary>
    public bool IsSameAs(PackSource other) =>
        ReferenceEquals(this, other)
        || (
            Kind == other.Kind
            && Executable == other.Executable
            && Attributes == other.Attributes
            && LinkTarget == other.LinkTarget
            && SizeBytes == other.SizeBytes
            && (Kind != ArchiveEntryKind.File || HasContentOf(other))
        );

    public override string ToString() => $"{Path} of {Origin}";

    private bool HasContentOf(PackSource other)
    {
        using var left = Open();
        using var right = other.Open();
        var (leftBuffer, rightBuffer) = (new byte[BufferBytes], new byte[BufferBytes]);
        while (true)
        {
            var leftCount = left.ReadAtLeast(leftBuffer, BufferBytes, throwOnEndOfStream: false);
            var rightCount = right.ReadAtLeast(rightBuffer, BufferBytes, throwOnEndOfStream: false);
            if (!leftBuffer.AsSpan(0, leftCount).SequenceEqual(rightBuffer.AsSpan(0, rightCount)))
                return false;
            if (leftCount < BufferBytes)
                return true;
        }
    }
}
