namespace Springform.Archives;

/// <summary>What a name in an archive stands for.</summary>
public enum ArchiveEntryKind
{
    File,
    Directory,
    Symlink,

    /// <summary>Only when reading: a second name of a file that came earlier. Written archives hold the file twice.</summary>
    HardLink,

    /// <summary>A device or a pipe; it has no place in our archives, and is shown only to those who ask (<see cref="ArchiveLimits.ShowsSpecialFiles"/>).</summary>
    Special,
}
