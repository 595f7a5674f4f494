namespace Springform.Archives;

/// <summary>What a name in an archive stands for. Devices, pipes and sockets have no place in ours.</summary>
public enum ArchiveEntryKind
{
    File,
    Directory,
    Symlink,

    /// <summary>Only when reading: a second name of a file that came earlier. Written archives hold the file twice.</summary>
    HardLink,
}
