using Springform.Archives.Packages;
using Springform.Errors;
using Springform.Files;

namespace Springform.Archives;

/// <summary>
/// One name to be written into an archive, and where its content comes from. The order, owner, times and modes of an
/// archive are the writer's: owner 0, one time for all, 0755 for directories and executables, 0644 for the rest.
/// </summary>
internal sealed record ArchiveEntry
{
    private readonly Func<Stream>? open;
    private readonly bool? executable;

    private ArchiveEntry(string path, ArchiveEntryKind kind, Func<Stream>? open = null, bool? executable = null) =>
        (Path, Kind, this.open, this.executable) = (path, kind, open, executable);

    /// <summary>Relative, with forward slashes, without a trailing one: <c>perfspect/tools/fio</c>.</summary>
    public string Path { get; }

    /// <summary>File, directory or symlink; never a hard link.</summary>
    public ArchiveEntryKind Kind { get; }

    /// <summary>Mode 0755 instead of 0644. For a file of the host, unless it was said: whether its owner may execute it now.</summary>
    public bool Executable =>
        executable ?? (HostPath is not null && !OperatingSystem.IsWindows() && File.GetUnixFileMode(HostPath).HasFlag(UnixFileMode.UserExecute));

    /// <summary>What a symlink holds, as it is; null for the other kinds.</summary>
    public string? LinkTarget { get; private init; }

    /// <summary>Where a file's content lies; null when it does not come from a file.</summary>
    public string? HostPath { get; private init; }

    /// <summary>The declared length of a stream's content; null when the opened content knows its length.</summary>
    public long? SizeBytes { get; private init; }

    /// <summary>What it has otherwise than usual, in a system package; null: nothing.</summary>
    public EntryAttributes? Attributes { get; init; }

    /// <param name="path">the name in the archive</param>
    /// <param name="hostPath">an existing file (E406 when it is missing); a symlink is followed</param>
    /// <param name="executable">null: as the file's own mode says</param>
    public static ArchiveEntry FromFile(string path, string hostPath, bool? executable = null)
    {
        if (!File.Exists(hostPath))
        {
            throw new SpringformException(
                new Problem(ErrorCode.MissingInput, $"there is no file for archive entry {path}", hostPath, "make the file first, or take it off the list")
            );
        }

        return new ArchiveEntry(path, ArchiveEntryKind.File, executable: executable) { HostPath = hostPath };
    }

    public static ArchiveEntry FromBytes(string path, ReadOnlyMemory<byte> content, bool executable = false) =>
        new(path, ArchiveEntryKind.File, () => new MemoryStream(content.ToArray(), writable: false), executable) { SizeBytes = content.Length };

    /// <param name="path">the name in the archive</param>
    /// <param name="open">called once, when the entry is written; the writer disposes what it returns</param>
    /// <param name="sizeBytes">exactly what the stream gives (E406 otherwise): a tar header comes before the content</param>
    /// <param name="executable">mode 0755 instead of 0644</param>
    public static ArchiveEntry FromStream(string path, Func<Stream> open, long sizeBytes, bool executable = false) =>
        new(path, ArchiveEntryKind.File, open, executable) { SizeBytes = sizeBytes };

    public static ArchiveEntry Directory(string path) => new(path, ArchiveEntryKind.Directory);

    /// <param name="path">the name in the archive</param>
    /// <param name="target">kept as it is, absolute or not</param>
    public static ArchiveEntry Symlink(string path, string target) => new(path, ArchiveEntryKind.Symlink) { LinkTarget = target };

    /// <summary>Of a file that was just listed: looking it up again would take longer than packing a small one.</summary>
    internal static ArchiveEntry FromListedFile(string path, string hostPath) => new(path, ArchiveEntryKind.File) { HostPath = hostPath };

    internal ArchiveEntry WithPath(string path) =>
        new(path, Kind, open, executable)
        {
            LinkTarget = LinkTarget,
            HostPath = HostPath,
            SizeBytes = SizeBytes,
            Attributes = Attributes,
        };

    internal Stream OpenContent()
    {
        if (HostPath is null)
            return open!();

        try
        {
            // Delete sharing and no buffer: the writer reads in large pieces, and locks nobody out.
            return PlainFile.OpenRead(HostPath, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.MissingInput,
                    $"the file for archive entry {Path} was removed before it was packed",
                    HostPath,
                    "let no other program write into the inputs of a running build, then run it again"
                ),
                failure
            );
        }
        catch (UnauthorizedAccessException failure)
        {
            throw SystemFault.Explain(failure, HostPath)!;
        }
    }

    /// <summary>The same without looking the name up again, when the content is open already.</summary>
    internal bool IsExecutable(Stream content) =>
        executable
        ?? (content is FileStream file && !OperatingSystem.IsWindows() && File.GetUnixFileMode(file.SafeFileHandle).HasFlag(UnixFileMode.UserExecute));
}
